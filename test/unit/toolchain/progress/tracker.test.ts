import { expect, test } from "vitest";
import type { PlannedStep } from "../../../../toolchain/progress/events.ts";
import { remainingSeconds, type StepState } from "../../../../toolchain/progress/tracker.ts";

const step = (
  component: string,
  expectedSeconds: number,
  changes: Partial<PlannedStep> = {},
): PlannedStep => ({
  component,
  version: "1",
  expectedSeconds,
  lane: "cpu",
  needs: [],
  cached: false,
  ...changes,
});
const pending = (): StepState => ({ state: "pending" });

test("compilers add up, downloads do not", () => {
  const steps = [step("a", 100), step("b", 50), step("c", 120, { lane: "io" })];
  expect(remainingSeconds(steps, pending)).toBe(150);
});

test("a long chain of needs counts whole", () => {
  const steps = [step("a", 100), step("image", 70, { lane: "io", needs: ["a"] }), step("b", 10)];
  expect(remainingSeconds(steps, pending)).toBe(170);
});

test("what is done or cached costs nothing, what runs costs the rest, what is late nothing more", () => {
  const steps = [
    step("done", 100),
    step("cached", 100, { cached: true }),
    step("half", 100),
    step("late", 10),
  ];
  const states: Record<string, StepState> = {
    done: { state: "done" },
    half: { state: "running", elapsed: 40 },
    late: { state: "running", elapsed: 999 },
  };
  expect(remainingSeconds(steps, (name) => states[name] ?? { state: "pending" })).toBe(60);
});
