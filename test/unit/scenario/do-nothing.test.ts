import { expect, test } from "vitest";
import { doNothing } from "../../../harness/scenario/do-nothing.ts";
import { healthyStand } from "../../../stacks/healthy/kind.ts";
import { scenario } from "../judge/synthetic.ts";

test("every scenario that lasts has the control of doing nothing, watched as long as any control", () => {
  const [last] = doNothing(scenario);
  expect(last).toMatchObject({
    id: "nothing",
    control: true,
    expect: { outcome: "no effect" },
    withinSeconds: 30,
  });
  const spec = healthyStand();
  expect(last?.edit(spec)).toBe(spec);
});

test("without another control it is watched as long as a fix may take to heal", () => {
  const fixes = scenario.fixes.filter(({ control }) => !control);
  expect(doNothing({ ...scenario, fixes })[0]?.withinSeconds).toBe(40);
});

test("a symptom that is to clear by itself has none, and a scenario's own one is not doubled", () => {
  const { persists: _, ...symptom } = scenario.symptom;
  const transient = { ...scenario, symptom: { ...symptom, transient: { clearsWithinSeconds: 60 } } };
  expect(doNothing(transient)).toEqual([]);
  const own = { ...scenario, fixes: scenario.fixes.map((fix) => ({ ...fix, id: "nothing" })) };
  expect(doNothing(own)).toEqual([]);
});
