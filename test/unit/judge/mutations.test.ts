import { expect, test } from "vitest";
import { judgeCell } from "../../../harness/judge/judge-cell.ts";
import { mutationsOf } from "../../mutations.ts";
import { journalOf } from "./journal-of.ts";
import { cellOf, cellSamples, scenario } from "./synthetic.ts";

/** The machinery on synthetic cells; test/unit/recordings does the same to what real clusters showed. */
const cells = [
  [cellOf("insecure-tls"), true],
  [cellOf("wrong"), false],
] as const;

const mutated = cells.flatMap(([cell, heals]) =>
  mutationsOf(scenario, cell, journalOf(cell, cellSamples(heals))).map((mutation) => ({
    ...mutation,
    title: `${cell.fix}: ${mutation.name}`,
  })),
);

test.each(mutated)("$title: $verdict", ({ scenario, cell, events, verdict }) => {
  expect(judgeCell(scenario, cell, events).verdict).toBe(verdict);
});

test("every signature, the expectation, the baseline, the fault, the hold and the recovery are broken", () => {
  expect(mutated).toHaveLength(12 + 11 + 8 + 2 + 8);
});
