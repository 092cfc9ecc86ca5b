import { millisecondsOf } from "../../base/cpu-ticks.ts";
import type { JournalEntry } from "../journal/events.ts";
import { containerCpu } from "./container-cpu.ts";
import { engineCpu } from "./engine-cpu.ts";
import { textOf } from "./text-of.ts";

/** As a `machine` event has it. */
export type MachineCpu = NonNullable<Extract<JournalEntry, { type: "machine" }>["cpu"]>;

/** What the machine and its parts have used since now, whenever it is asked; zero where there is no /proc. */
export async function machineCpu(): Promise<() => Promise<MachineCpu>> {
  const [allBefore, ownBefore] = [await allMs(), process.cpuUsage()];
  const [containers, engine] = [containerCpu(), engineCpu()];
  await engine();
  return async () => {
    const { user, system } = process.cpuUsage(ownBefore);
    return {
      allMs: (await allMs()) - allBefore,
      commandMs: Math.round((user + system) / 1_000),
      engineMs: await engine(),
      containersMs: Object.fromEntries(await containers()),
    };
  };
}

/** user + nice + system + irq + softirq of the first line of /proc/stat. */
async function allMs(): Promise<number> {
  const stat = await textOf("/proc/stat");
  const [, user, nice, system, , , irq, softirq] = stat.split(/\s+/).map(Number);
  const ticks = [user, nice, system, irq, softirq].reduce<number>((sum, each) => sum + (each ?? 0), 0);
  return millisecondsOf(ticks);
}
