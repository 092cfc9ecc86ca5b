import { setTimeout as delay } from "node:timers/promises";
import type { Clock } from "./clock.ts";

/** Real time that cannot jump: the wall clock of the process' start, and what has passed since. A wait or a deadline outlives a set clock. */
export const systemClock: Clock = {
  now: () => Math.floor(performance.timeOrigin + performance.now()),
  sleep: async (ms, signal) => {
    await delay(ms, undefined, signal ? { signal } : {});
  },
};
