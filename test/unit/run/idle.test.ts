import { expect, test } from "vitest";
import { processorIdle } from "../../../harness/run/idle.ts";
import { virtualClock } from "../../virtual-clock.ts";

test("the share that two processors paused, of the time that is asked for and of a minute at most", async () => {
  const clock = virtualClock({ auto: false });
  const end = new AbortController();
  const from = clock.now();
  let paused = 0;
  const idle = processorIdle(clock, end.signal, () => ({ idle: paused, all: 2 * (clock.now() - from) }));
  expect(idle(15_000)).toBe(1);
  await clock.advance(15_000);
  expect(idle(15_000)).toBe(0);
  expect(idle(60_000)).toBe(0);
  paused = 3_000;
  await clock.advance(15_000);
  expect(idle(15_000)).toBeCloseTo(0.1);
  expect(idle(60_000)).toBeCloseTo(0.05);
  await clock.advance(15_000);
  expect(idle(15_000)).toBe(0);
  expect(idle(60_000)).toBeCloseTo(3 / 90);
  await clock.advance(60_000);
  expect(idle(60_000)).toBe(0);
  end.abort();
});

test("this machine's processors pause for some of their time, and not for more than all of it", async () => {
  const end = new AbortController();
  const clock = virtualClock({ auto: false });
  const idle = processorIdle(clock, end.signal);
  await clock.advance(2_500);
  expect(idle(15_000)).toBeGreaterThanOrEqual(0);
  expect(idle(15_000)).toBeLessThanOrEqual(1);
  end.abort();
});
