import { expect, test } from "vitest";
import { type Beginning, untilCalm } from "../../../harness/run/calm.ts";
import { virtualClock } from "../../virtual-clock.ts";

async function waited(
  shares: readonly number[],
  others: number,
  { signal = new AbortController().signal, what = "cluster" as Beginning } = {},
) {
  const clock = virtualClock();
  let look = 0;
  const from = clock.now();
  const idle = () => shares[Math.min(look++, shares.length - 1)] ?? 0;
  await untilCalm(what, () => others, { idle, clock, signal });
  return clock.now() - from;
}

test("a machine with nothing to do gets its next cluster at once", async () => {
  expect(await waited([1], 4)).toBe(0);
});

test("one whose processors are busy gets it when they pause", async () => {
  expect(await waited([0, 0.1, 0.19, 0.2], 4)).toBe(7_500);
});

test("somebody else's work does not keep a run from its first cluster, nor an abort from its end", async () => {
  expect(await waited([0], 0)).toBe(0);
  expect(await waited([0], 1, { signal: AbortSignal.abort() })).toBe(0);
});

test("a cell on a cluster that stands waits for less, as nothing is made for it", async () => {
  expect(await waited([0, 0.09, 0.1], 4, { what: "cell" })).toBe(5_000);
  expect(await waited([0], 0, { what: "cell" })).toBe(0);
});
