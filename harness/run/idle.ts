import { cpus } from "node:os";
import type { Clock } from "../../base/clock.ts";

/** Time since the machine began, of all its processors together, in one unit. */
export interface ProcessorTimes {
  readonly idle: number;
  readonly all: number;
}

/** A cell does nothing for some seconds and then much at once, and several do so beside one another. */
const WINDOW_MS = 15_000;
const EVERY_MS = 2_500;

/** Looks at the processors until `signal`; the share of the last quarter of a minute that they had nothing to do, 1 before the second look. */
export function processorIdle(clock: Clock, signal: AbortSignal, timesOf = processorTimes): () => number {
  const looks = [timesOf()];
  void (async () => {
    while (!signal.aborted) {
      await clock.sleep(EVERY_MS, signal).catch(() => {});
      looks.push(timesOf());
      if (looks.length > WINDOW_MS / EVERY_MS + 1) looks.shift();
    }
  })();
  return () => {
    const [first, last] = [looks[0], looks.at(-1)];
    if (!first || !last || last.all === first.all) return 1;
    return (last.idle - first.idle) / (last.all - first.all);
  };
}

function processorTimes(): ProcessorTimes {
  const times = cpus().map((processor) => processor.times);
  const idle = times.reduce((sum, each) => sum + each.idle, 0);
  const busy = times.reduce((sum, { user, nice, sys, irq }) => sum + user + nice + sys + irq, 0);
  return { idle, all: idle + busy };
}
