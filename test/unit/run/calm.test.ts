import { expect, test } from "vitest";
import { untilCalm } from "../../../harness/run/calm.ts";
import { virtualClock } from "../../virtual-clock.ts";

async function waited(loads: readonly number[], standing: number, signal = new AbortController().signal) {
  const clock = virtualClock();
  let look = 0;
  const from = clock.now();
  const load = () => loads[Math.min(look++, loads.length - 1)] ?? 0;
  await untilCalm(() => standing, { load, cpus: 2, clock, signal });
  return clock.now() - from;
}

test("a machine with nothing to wait for gets its next cluster at once", async () => {
  expect(await waited([9], 4)).toBe(0);
});

test("one whose processors have a queue gets it when the queue is short", async () => {
  expect(await waited([40, 30, 11, 10], 4)).toBe(15_000);
});

test("somebody else's load does not keep a run from its first cluster, nor an abort from its end", async () => {
  expect(await waited([40], 0)).toBe(0);
  expect(await waited([40], 1, AbortSignal.abort())).toBe(0);
});
