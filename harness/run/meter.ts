import { readFile } from "node:fs/promises";
import { freemem, loadavg, totalmem } from "node:os";
import type { Clock } from "../../base/clock.ts";
import type { JournalEntry, MachineCost } from "../journal/events.ts";

const EVERY_MS = 2_000;
/** Every so many looks one is told: a chart of hours needs no more, and the load is an average of a minute anyway. */
const TOLD_EVERY = 5;
/** Clock ticks a second in /proc/stat (proc(5)); 100 on every Linux that Node runs on. */
const TICKS_PER_SECOND = 100;

/** Measures from now until `stop`, and tells what it sees meanwhile. A machine without /proc gives no CPU time. */
export async function startMeter(
  clock: Clock,
  tell: (entry: JournalEntry) => void,
): Promise<{ stop: () => Promise<MachineCost> }> {
  const end = new AbortController();
  const [cpuBefore, memoryBefore] = [await cpuMs(), usedMb()];
  let peak = 0;
  const sampling = (async () => {
    for (let look = 0; !end.signal.aborted; look++) {
      const used = usedMb();
      peak = Math.max(peak, used - memoryBefore);
      if (look % TOLD_EVERY === 0)
        tell({ type: "machine", load: loadavg()[0] ?? 0, usedMb: Math.round(used) });
      await clock.sleep(EVERY_MS, end.signal).catch(() => {});
    }
  })();
  return {
    stop: async () => {
      end.abort();
      await sampling;
      return { cpuMs: (await cpuMs()) - cpuBefore, peakMemoryMb: Math.round(peak) };
    },
  };
}

/** user + nice + system + irq + softirq of the first line of /proc/stat. */
async function cpuMs(): Promise<number> {
  const stat = await readFile("/proc/stat", "utf8").catch(() => "");
  const [, user, nice, system, , , irq, softirq] = stat.split(/\s+/).map(Number);
  const ticks = [user, nice, system, irq, softirq].reduce<number>((sum, each) => sum + (each ?? 0), 0);
  return (ticks * 1_000) / TICKS_PER_SECOND;
}

/** What `MemAvailable` leaves of the machine's memory. */
const usedMb = () => (totalmem() - freemem()) / 2 ** 20;
