import { freemem, loadavg, totalmem } from "node:os";
import type { Clock } from "../../base/clock.ts";
import type { JournalEntry, MachineCost } from "../journal/events.ts";
import { type MachineCpu, machineCpu } from "./machine-cpu.ts";

const EVERY_MS = 2_000;
/** Every so many looks one is told: a chart of hours needs no more, and the load is an average of a minute anyway. */
const TOLD_EVERY = 5;

/** Measures from now until `stop`, and tells what it sees meanwhile. A machine without /proc gives no CPU time. */
export async function startMeter(
  clock: Clock,
  tell: (entry: JournalEntry) => void,
  cpuOf: () => Promise<() => Promise<MachineCpu>> = machineCpu,
): Promise<{ stop: () => Promise<MachineCost> }> {
  const end = new AbortController();
  const memoryBefore = usedMb();
  const cpu = await cpuOf();
  let peak = 0;
  const told = async () =>
    tell({ type: "machine", load: loadavg()[0] ?? 0, usedMb: Math.round(usedMb()), cpu: await cpu() });
  const sampling = (async () => {
    for (let look = 0; !end.signal.aborted; look++) {
      peak = Math.max(peak, usedMb() - memoryBefore);
      if (look % TOLD_EVERY === 0) await told();
      await clock.sleep(EVERY_MS, end.signal).catch(() => {});
    }
  })();
  return {
    stop: async () => {
      end.abort();
      await sampling;
      return { cpuMs: (await cpu()).allMs, peakMemoryMb: Math.round(peak) };
    },
  };
}

/** What `MemAvailable` leaves of the machine's memory. */
const usedMb = () => (totalmem() - freemem()) / 2 ** 20;
