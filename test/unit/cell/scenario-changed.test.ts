import { expect, test } from "vitest";
import { holdToPlan } from "../../../harness/cell/scenario-changed.ts";
import { cellParts } from "../../../harness/plan/cell-parts.ts";
import { cellsOf } from "../../../harness/plan/cells.ts";
import type { Scenario } from "../../../harness/scenario/types.ts";
import { scenario } from "../judge/synthetic.ts";

const [cell] = cellsOf(scenario);
if (!cell) throw new Error("the synthetic scenario has cells");

/** What a worker does that loads the scenario after it was edited. */
const run =
  (edited: Scenario, planned = cell) =>
  () => {
    holdToPlan({ cell: planned, scenario: edited, fix: cellParts(edited, planned).fix });
  };

test("what was planned is run", () => {
  expect(run(scenario)).not.toThrow();
});

const [first, ...rest] = scenario.fixes;
test.each([
  [
    "a desired state",
    { healthy: (platform) => ({ ...scenario.healthy(platform), dns: "changed" }) as never },
  ],
  ["the fault", { fault: { ...scenario.fault, edit: (spec) => ({ ...spec, dns: "changed" }) as never } }],
  ["a text that is looked for", { symptom: { ...scenario.symptom, signatures: [] } }],
  ["the fix's window", { fixes: [{ ...first, withinSeconds: 41 } as never, ...rest] }],
  [
    "what is expected",
    { fixes: [{ ...first, expect: { outcome: "no effect", why: "x" } } as never, ...rest] },
  ],
] satisfies [string, Partial<Scenario>][])("an edit of %s during the run ends its later cells", (_, edit) => {
  expect(run({ ...scenario, ...edit })).toThrow(/synthetic-cert, or something it imports, was changed/);
});

test("an expression that is looked for counts by its text", () => {
  const [signature, ...others] = scenario.symptom.signatures;
  const signatures = [{ ...signature, text: [/Metrics API not there/] } as never, ...others];
  expect(run({ ...scenario, symptom: { ...scenario.symptom, signatures } })).toThrow("was changed");
});

test("another fix of the scenario may change: the cell is not about it", () => {
  const others = rest.map((fix) => ({ ...fix, withinSeconds: 99 }));
  expect(run({ ...scenario, fixes: first ? [first, ...others] : others })).not.toThrow();
});

test("a plan from before says nothing of it", () => {
  const { content: _, ...old } = cell;
  expect(run({ ...scenario, symptom: { ...scenario.symptom, signatures: [] } }, old)).not.toThrow();
});
