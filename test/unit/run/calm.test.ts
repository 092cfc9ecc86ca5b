import { expect, test } from "vitest";
import { type Beginning, untilCalm } from "../../../harness/run/calm.ts";
import { virtualClock } from "../../virtual-clock.ts";

async function waited(
  shares: readonly number[],
  others: number,
  { signal = new AbortController().signal, what = "cluster" as Beginning } = {},
) {
  const clock = virtualClock();
  const from = clock.now();
  const asked: number[] = [];
  const idle = (overMs: number) => shares[Math.min(asked.push(overMs), shares.length) - 1] ?? 0;
  await untilCalm(what, () => others, { idle, clock, signal });
  return { ms: clock.now() - from, overMs: asked.at(-1) };
}

test("a machine with nothing to do gets its next cluster at once", async () => {
  expect(await waited([1], 4)).toMatchObject({ ms: 0 });
});

test("one whose processors are busy gets it when they pause", async () => {
  expect(await waited([0, 0.1, 0.19, 0.2], 4)).toEqual({ ms: 7_500, overMs: 60_000 });
});

test("somebody else's work does not keep a run from its first cluster, nor an abort from its end", async () => {
  expect(await waited([0], 0)).toMatchObject({ ms: 0 });
  expect(await waited([0], 1, { signal: AbortSignal.abort() })).toMatchObject({ ms: 0 });
});

test("a cell on a cluster that stands waits for less, and asks of a shorter time, as nothing is made for it", async () => {
  expect(await waited([0, 0.09, 0.1], 4, { what: "cell" })).toEqual({ ms: 5_000, overMs: 15_000 });
  expect(await waited([0], 0, { what: "cell" })).toMatchObject({ ms: 0 });
});
