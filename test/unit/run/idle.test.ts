import { expect, test } from "vitest";
import { processorIdle } from "../../../harness/run/idle.ts";
import { virtualClock } from "../../virtual-clock.ts";

test("of two processors the share of the last quarter of a minute that they paused", async () => {
  const clock = virtualClock({ auto: false });
  const end = new AbortController();
  const from = clock.now();
  let idleMs = 0;
  const idle = processorIdle(clock, end.signal, () => ({ idle: idleMs, all: 2 * (clock.now() - from) }));
  expect(idle()).toBe(1);
  await clock.advance(15_000);
  expect(idle()).toBe(0);
  idleMs = 3_000;
  await clock.advance(2_500);
  expect(idle()).toBeCloseTo(0.1);
  await clock.advance(12_500);
  expect(idle()).toBeCloseTo(0.1);
  await clock.advance(2_500);
  expect(idle()).toBe(0);
  end.abort();
});

test("this machine's processors pause for some of their time, and not for more than all of it", async () => {
  const end = new AbortController();
  const clock = virtualClock({ auto: false });
  const idle = processorIdle(clock, end.signal);
  await clock.advance(2_500);
  expect(idle()).toBeGreaterThanOrEqual(0);
  expect(idle()).toBeLessThanOrEqual(1);
  end.abort();
});
