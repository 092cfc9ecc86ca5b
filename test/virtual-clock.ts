import type { Clock } from "../base/clock.ts";

/** Time that moves only when somebody sleeps (then at once, to the earliest sleeper) or a test says so. */
export interface VirtualClock extends Clock {
  /** Moves time on by `ms`, waking every sleeper on the way in order. */
  advance(ms: number): Promise<void>;
}

interface Sleeper {
  readonly wakeAt: number;
  readonly wake: () => void;
}

/**
 * With `auto` (default) a sleeper is woken as soon as nothing else runs, and time jumps to it: waits of minutes take
 * microseconds. Without, only `advance` moves time.
 */
export function virtualClock({ startAt = 0, auto = true } = {}): VirtualClock {
  let now = startAt;
  let sleepers: Sleeper[] = [];
  const wakeNext = (until: number): boolean => {
    const [next] = sleepers.toSorted((a, b) => a.wakeAt - b.wakeAt);
    if (!next || next.wakeAt > until) return false;
    sleepers = sleepers.filter((each) => each !== next);
    now = Math.max(now, next.wakeAt);
    next.wake();
    return true;
  };
  return {
    now: () => now,
    sleep: (ms, signal) =>
      new Promise((resolve, reject) => {
        if (signal?.aborted) return reject(signal.reason);
        const sleeper = { wakeAt: now + ms, wake: resolve };
        sleepers.push(sleeper);
        signal?.addEventListener("abort", () => {
          sleepers = sleepers.filter((each) => each !== sleeper);
          reject(signal.reason);
        });
        if (auto) setImmediate(() => wakeNext(Number.POSITIVE_INFINITY));
      }),
    advance: async (ms) => {
      const until = now + ms;
      await settled();
      while (wakeNext(until)) await settled();
      now = until;
      await settled();
    },
  };
}

/** Lets everything that is already due run. */
function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
