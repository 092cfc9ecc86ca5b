import { expect, test } from "vitest";
import { type Beginning, untilCalm } from "../../../harness/run/calm.ts";
import { virtualClock } from "../../virtual-clock.ts";

async function waited(
  loads: readonly number[],
  others: number,
  { signal = new AbortController().signal, what = "cluster" as Beginning } = {},
) {
  const clock = virtualClock();
  let look = 0;
  const from = clock.now();
  const load = () => loads[Math.min(look++, loads.length - 1)] ?? 0;
  await untilCalm(what, () => others, { load, cpus: 2, clock, signal });
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
  expect(await waited([40], 1, { signal: AbortSignal.abort() })).toBe(0);
});

test("a cell on a cluster that stands waits for less, as nothing is made for it", async () => {
  expect(await waited([40, 17, 16, 10], 4, { what: "cell" })).toBe(10_000);
  expect(await waited([40], 0, { what: "cell" })).toBe(0);
});
