import { isNothing } from "../../scenario/do-nothing.ts";
import { asReported } from "../cell-platform.ts";
import { placeOf } from "../healing.ts";
import type { Candidate } from "./terms.ts";

/** One fix of a scenario on one of its platforms, at all the versions that are asked for: what is compared is run or left out together. */
export interface Question {
  readonly cells: readonly Candidate[];
  readonly is: Part;
  /** Wall seconds of its cells one after another. */
  readonly seconds: number;
}

/**
 * What a question is to its scenario. A fix does what it is said to do: it heals, or hides what passes by itself. All else must not
 * heal, and is a control; a misleading one is said to.
 */
type Part = "first fix" | "further fix" | "misleading" | "control" | "further control" | "nothing";

/**
 * What an answer tells that no other of its scenario does. The first fix is all there is to know of the fault: it shows as reported, and
 * passes. A control that people believe in refutes them, and shows with every other that the fix heals for its own reason.
 */
const TELLS: Readonly<Record<Part, number>> = {
  "first fix": 6,
  misleading: 4,
  control: 2,
  nothing: 2,
  "further fix": 1,
  "further control": 1,
};

export function tellsPerMinute({ is, seconds }: Pick<Question, "is" | "seconds">): number {
  return (TELLS[is] * 60) / seconds;
}

/** The questions of each scenario on each platform, a list for each, best first of its fixes and of its controls. */
export function questionsOf(candidates: readonly Candidate[]): readonly (readonly Question[])[] {
  const places = Map.groupBy(candidates, ({ cell }) =>
    placeOf({ ...cell, platform: asReported(cell.platform) }),
  );
  return [...places.values()].map(ofPlace);
}

function ofPlace(members: readonly Candidate[]): readonly Question[] {
  const asked = [...Map.groupBy(members, ({ cell }) => cell.fix).values()].map((cells) => ({
    cells,
    seconds: cells.reduce((sum, { cell }) => sum + cell.estimateSeconds, 0),
  }));
  const nothing = asked.filter(({ cells }) => cells.every(({ cell }) => isNothing(cell.fix)));
  const fixes = asked.filter(works).toSorted((a, b) => takenBack(b) - takenBack(a) || a.seconds - b.seconds);
  const controls = asked
    .filter((each) => !works(each) && !nothing.includes(each))
    .toSorted((a, b) => Number(misleads(b)) - Number(misleads(a)) || a.seconds - b.seconds);
  return [
    ...named(fixes, () => "first fix", "further fix"),
    ...named(controls, (first) => (misleads(first) ? "misleading" : "control"), "further control"),
    ...named(nothing, () => "nothing", "nothing"),
  ];
}

function named(asked: readonly Asked[], first: (asked: Asked) => Part, further: Part): readonly Question[] {
  return asked.map((each, place) => ({ ...each, is: place === 0 ? first(each) : further }));
}

type Asked = Pick<Question, "cells" | "seconds">;

const works = ({ cells }: Asked) =>
  cells.some(
    ({ cell: { expected, claim } }) => expected === "heals" || (expected === "hides" && claim === expected),
  );
const misleads = ({ cells }: Asked) => cells.some(({ cell: { expected, claim } }) => expected !== claim);
/** One that is taken back shows the relapse as well. */
const takenBack = ({ cells }: Asked) => cells.filter(({ cell }) => cell.takenBack).length;
