import { expect, test } from "vitest";
import { baselineProgress } from "../../../harness/judge/baseline.ts";
import type { Symptom } from "../../../harness/scenario/types.ts";
import { condition, healthyLooks, probed, SERVER, T0, topFails, view } from "./synthetic.ts";

const UP = condition(-5, "True", "Passed");
const symptom: Pick<Symptom, "signatures"> = {
  signatures: [
    { kind: "command", on: { kind: "raw", path: "/apis/x" }, exit: "non-zero", text: [/forbidden/] },
    { kind: "command", on: { kind: "top-nodes" }, exit: "non-zero", text: [/forbidden/] },
  ],
};
const bounds = { from: T0, withinMs: 30_000, symptom };
const healthy = [UP, ...healthyLooks(1, 9)];
const raw = (seconds: number, exit: number, text: string) => probed(seconds, "raw /apis/x", exit, text);

test("is over once health has lasted and what the fault is to show was looked for and does not show", () => {
  expect(baselineProgress(view([...healthy, raw(5, 0, "{}")], 10), bounds)).toMatchObject({ state: "done" });
});

test("waits for that look", () => {
  expect(baselineProgress(view(healthy, 10), bounds)).toEqual({
    state: "waiting",
    note: expect.stringMatching(/^not looked at yet: .*raw \/apis\/x.*, from control-plane$/),
  });
});

test("never comes where the documented failure shows without the fault: it may have shown all along", () => {
  const all = [...healthy, raw(5, 1, "Error from server (Forbidden): forbidden")];
  expect(baselineProgress(view(all, 31), bounds)).toEqual({
    state: "failed",
    reason: expect.stringMatching(/^not healthy within 30\.0 s: shown before the fault: .*raw \/apis\/x/),
  });
});

test("may come where it showed only while the cluster started, or in other words", () => {
  const start = raw(2, 1, "Error from server (Forbidden): forbidden");
  expect(baselineProgress(view([...healthy, start, raw(6, 0, "{}")], 10), bounds).state).toBe("done");
  const other = raw(6, 1, "Error from server (NotFound)");
  expect(baselineProgress(view([...healthy, other], 10), bounds).state).toBe("done");
});

test("is asked of every server", () => {
  const two = view([...healthy, raw(5, 0, "{}")], 10, { vantages: [SERVER, "b"] });
  expect(baselineProgress(two, bounds).state).not.toBe("done");
});

test("that does not come says what is missing", () => {
  expect(baselineProgress(view([UP, topFails(5)], 31), bounds)).toEqual({
    state: "failed",
    reason: "not healthy within 30.0 s: top nodes from control-plane: error: Metrics API not available",
  });
});
