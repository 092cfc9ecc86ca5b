import { expect, test } from "vitest";
import { baselineProgress } from "../../../harness/judge/baseline.ts";
import { waitFor } from "../../../harness/judge/wait.ts";
import { sampleLog } from "../../../harness/observe/sample-log.ts";
import { virtualClock } from "../../virtual-clock.ts";
import { condition, healthyLooks, NODE, SERVER, scenario, T0 } from "./synthetic.ts";

function waiting() {
  const clock = virtualClock({ startAt: T0, auto: false });
  const log = sampleLog();
  log.addNodes({ at: T0, ready: [NODE] });
  const end = new AbortController();
  const probes: number[] = [];
  const observer = { log, vantages: [SERVER], probeAll: () => probes.push(clock.now() - T0) };
  const deps = { observer, clock, signal: end.signal };
  const waited = waitFor(
    (view) => baselineProgress(view, { from: T0, withinMs: 30_000, symptom: scenario.symptom }),
    deps,
  );
  return { clock, log, end, probes, waited };
}

test("ends on the sample that makes it certain", async () => {
  const { clock, log, waited } = waiting();
  await clock.advance(1_000);
  log.add(condition(-5, "True", "Passed"));
  for (const sample of healthyLooks(1, 7)) log.add(sample);
  expect(await waited).toEqual({ state: "done", result: { since: T0 + 1_100 } });
  // No time passed on the clock since the last sample: nothing was waited for.
  expect(clock.now()).toBe(T0 + 1_000);
});

test("ends at the deadline without any sample", async () => {
  const { clock, waited } = waiting();
  await clock.advance(31_000);
  expect(await waited).toMatchObject({
    state: "failed",
    reason: expect.stringContaining("not healthy within 30.0 s"),
  });
});

test("rejects when aborted", async () => {
  const { clock, end, waited } = waiting();
  const rejected = expect(waited).rejects.toThrow("interrupted");
  await clock.advance(1_000);
  end.abort(new Error("interrupted"));
  await rejected;
});

test("asks for a look at the moment it would settle the matter, once", async () => {
  const { clock, log, probes, waited } = waiting();
  log.add(condition(-5, "True", "Passed"));
  await clock.advance(1_200);
  for (const sample of healthyLooks(1, 1)) log.add(sample);
  await clock.advance(8_000);
  // Good since 1.1 s; it takes 4 s of good probes.
  expect(probes).toEqual([5_100]);
  for (const sample of healthyLooks(8, 8)) log.add(sample);
  await clock.advance(1_000);
  expect(await waited).toMatchObject({ state: "done" });
});
