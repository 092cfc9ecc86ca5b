import type { Clock } from "../../base/clock.ts";

/** Looks at one thing again and again, never twice at a time. */
export interface Poller {
  /** Milliseconds from the end of one probe to the start of the next; null pauses. Starting from a pause looks at once. */
  setPace(ms: number | null): void;
  /** Something changed: look at once, or once more if a probe is under way. One that seems to hang is given up, unless told otherwise. */
  pollNow(how?: { readonly giveUp: boolean }): void;
  /** Resolves when the loop has ended; aborting `signal` ends it. */
  readonly ended: Promise<void>;
}

/** A probe that began this long before a change is not waited for: it asks about the past. */
const HANGING_MS = 1_500;

export function poller(
  probe: (signal: AbortSignal) => Promise<void>,
  clock: Clock,
  signal: AbortSignal,
): Poller {
  let pace: number | null = null;
  let due = false;
  let wake = new AbortController();
  let underWay: { since: number; giveUp: AbortController } | null = null;

  const again = () => {
    due = true;
    wake.abort();
  };
  const sleep = async () => {
    wake = new AbortController();
    if (due) return;
    const until = AbortSignal.any([signal, wake.signal]);
    // A paused poller sleeps until it is woken.
    await clock.sleep(pace ?? 86_400_000, until).catch(() => {});
  };
  const run = async () => {
    for (;;) {
      await sleep();
      if (signal.aborted) return;
      const asked = due;
      due = false;
      if (pace === null || (wake.signal.aborted && !asked)) continue;
      underWay = { since: clock.now(), giveUp: new AbortController() };
      await probe(AbortSignal.any([signal, underWay.giveUp.signal]));
      underWay = null;
    }
  };
  return {
    setPace: (ms) => {
      const starts = pace === null && ms !== null;
      const faster = pace !== null && ms !== null && ms < pace;
      pace = ms;
      if (starts) again();
      else if (faster) wake.abort();
    },
    pollNow: ({ giveUp } = { giveUp: true }) => {
      if (pace === null) return;
      again();
      if (giveUp && underWay && clock.now() - underWay.since > HANGING_MS) underWay.giveUp.abort();
    },
    ended: run(),
  };
}
