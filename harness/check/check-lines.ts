import { isDeepStrictEqual } from "node:util";
import { columns } from "../../base/text/columns.ts";
import { nameOfSignature } from "../judge/match-signature.ts";
import { duration } from "../report/duration.ts";
import { diffLines } from "../stand/diff-text.ts";
import { type Checked, touchText } from "./check-scenario.ts";
import type { Look } from "./looks.ts";
import { type Step, takesBack } from "./steps.ts";

/** Everything that a scenario would do, for a person. */
export function checkLines(checked: Checked, color: boolean): readonly string[] {
  const { scenario, cells, looks } = checked;
  const { signatures, from, recovery = [] } = scenario.symptom;
  return [
    `${scenario.id}: ${scenario.title}`,
    "",
    ...distinctSteps(checked).flatMap((step) => stepLines(step, color)),
    "Looked at, on the first platform:",
    ...columns([["PHASE", "WHAT", "FROM", "EVERY"], ...looks.map(lookRow)]).map(indented),
    "The symptom is all of these:",
    ...signatures.map((signature) => indented(nameOfSignature(signature))),
    ...(from ? ["From later versions on:", ...from.signatures.map(nameOfSignature).map(indented)] : []),
    ...(recovery.length > 0 ? ["Recovery is:", ...recovery.map(nameOfSignature).map(indented)] : []),
    "",
    ...columns([
      ["CELL", "ABOUT", "AT THE LONGEST"],
      ...cells.map(({ id, estimateSeconds, longestSeconds }) => [
        id,
        duration(estimateSeconds * 1_000),
        `${duration(longestSeconds * 1_000)} and Pulumi's updates`,
      ]),
    ]),
    "",
  ];
}

/** One line of several scenarios. */
export function summaryRow({ scenario, cells, problems }: Checked): readonly string[] {
  const longest = Math.max(...cells.map(({ longestSeconds }) => longestSeconds));
  return [
    problems.length === 0 ? "ok" : "wrong",
    scenario.id,
    `${cells.length} cells`,
    `at the longest ${duration(longest * 1_000)}`,
  ];
}

/** A step that is the same on every platform is shown once. */
function distinctSteps({ steps }: Checked): readonly (Step & { readonly on: readonly string[] })[] {
  const own = steps.filter((step) => step.flaw !== null || !takesBack(step));
  return [...Map.groupBy(own, ({ name }) => name).values()].flatMap((same) => {
    const [first] = same;
    if (!first) return [];
    const others = same.filter((step) => !isDeepStrictEqual(step.changes, first.changes));
    return [first, ...others].map((step) => ({
      ...step,
      on:
        others.length === 0
          ? []
          : step === first
            ? same.filter((each) => !others.includes(each)).map(({ platform }) => platform)
            : [step.platform],
    }));
  });
}

function stepLines(step: Step & { readonly on: readonly string[] }, color: boolean): readonly string[] {
  const { name, on, changes, commands, allowed, restores, flaw } = step;
  return [
    `${name}${on.length > 0 ? `, on ${on.join(", ")}` : ""}:`,
    ...diffLines(changes, { color }),
    ...commands.map((command) => `  then: ${command}`),
    `  declared: ${allowed.map(touchText).join(", ") || "nothing"}`,
    ...(restores && changes.length > 0 ? ["  this is the healthy state again"] : []),
    ...(flaw === null ? [] : [`  WRONG: ${flaw}`]),
    "",
  ];
}

function lookRow({ phase, what, from, everySeconds, afterTopNodes }: Look): readonly string[] {
  const pace = `${Math.round(everySeconds)} s`;
  return [phase, what, from.join(", "), afterTopNodes ? `${pace}, once top nodes works` : pace];
}

const indented = (text: string) => `  ${text}`;
