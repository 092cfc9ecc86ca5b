import { readFile } from "node:fs/promises";
import type { Clock } from "../../base/clock.ts";
import type { MachineCost } from "../journal/events.ts";

const EVERY_MS = 2_000;
/** Clock ticks a second in /proc/stat (proc(5)); 100 on every Linux that Node runs on. */
const TICKS_PER_SECOND = 100;

/** Measures from now until `stop`. A machine without /proc gives zeros. */
export async function startMeter(clock: Clock): Promise<{ stop: () => Promise<MachineCost> }> {
  const end = new AbortController();
  const [cpuBefore, memoryBefore] = [await cpuMs(), await usedMb()];
  let peak = 0;
  const sampling = (async () => {
    while (!end.signal.aborted) {
      peak = Math.max(peak, (await usedMb()) - memoryBefore);
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
  const [, user, nice, system, , , irq, softirq] = (await text("/proc/stat")).split(/\s+/).map(Number);
  const ticks = [user, nice, system, irq, softirq].reduce<number>((sum, each) => sum + (each ?? 0), 0);
  return (ticks * 1_000) / TICKS_PER_SECOND;
}

async function usedMb(): Promise<number> {
  const meminfo = await text("/proc/meminfo");
  const kb = (name: string) => Number(new RegExp(`^${name}:\\s+(\\d+)`, "m").exec(meminfo)?.[1] ?? 0);
  return (kb("MemTotal") - kb("MemAvailable")) / 1024;
}

function text(path: string): Promise<string> {
  return readFile(path, "utf8").catch(() => "");
}
