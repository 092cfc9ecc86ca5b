import { cpus } from "node:os";
import type { Clock } from "../../base/clock.ts";

/** Time since the machine began, of all its processors together, in one unit. */
export interface ProcessorTimes {
  readonly idle: number;
  readonly all: number;
}

/** No longer than this is remembered. */
const LONGEST_MS = 60_000;
const EVERY_MS = 2_500;

/** Of so many milliseconds before now the share that processors had nothing to do; of fewer as long as it looks, 1 before the second look. */
export type Idle = (overMs: number) => number;

/** Looks at the processors until `signal`. */
export function processorIdle(clock: Clock, signal: AbortSignal, timesOf = processorTimes): Idle {
  const looks = [timesOf()];
  void (async () => {
    while (!signal.aborted) {
      await clock.sleep(EVERY_MS, signal).catch(() => {});
      looks.push(timesOf());
      if (looks.length > LONGEST_MS / EVERY_MS + 1) looks.shift();
    }
  })();
  return (overMs) => {
    const last = looks.at(-1);
    const first = looks.at(-1 - Math.ceil(overMs / EVERY_MS)) ?? looks[0];
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
