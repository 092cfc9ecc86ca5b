import { columns } from "../../base/text/columns.ts";
import type { Attribution, Cpu } from "./attribution.ts";
import { MEANING } from "./waits.ts";

/** The last minutes of a run may have fewer stands than fit. */
const TAIL_MINUTES = 2;
const BUSY = 0.9;

/** Where the time went, for people: CPU seconds by part and by phase, seconds of cells by what they waited for, and the clusters that cost most. */
export function attributionLines(found: Attribution): readonly string[] {
  const { run, cpus, wallMs, cpuMs, parts, phases, clusters, waits, buildMs } = found;
  const waited = Object.values(waits).reduce((sum, ms) => sum + ms, 0);
  const costly = Object.entries(clusters).toSorted(([, a], [, b]) => sum(b.cpuMs) - sum(a.cpuMs));
  return [
    `run ${run}: ${seconds(wallMs)} s of wall${buildMs === null ? "" : `, ${seconds(buildMs)} s of them until the toolchain was there`}; ${cpuMs === null ? "CPU time unknown" : `${seconds(cpuMs)} CPU s on ${cpus} processors`}`,
    "",
    ...columns([
      ["CPU OF", "SECONDS", "SHARE"],
      ...bySize(parts).map(([name, ms]) => [name, seconds(ms), percent(ms, sum(parts))]),
    ]),
    "",
    ...columns([
      ["PHASE", "CELL SECONDS", "CPU SECONDS", "OF WHICH"],
      ...Object.entries(phases).map(([name, share]) => [
        name,
        seconds(share.wallMs),
        seconds(sum(share.cpuMs)),
        inWords(share.cpuMs),
      ]),
    ]),
    "",
    ...columns([
      ["CELLS WAITED", "SECONDS", "SHARE", "MEANING"],
      ...Object.entries(waits).map(([name, ms]) => [
        name,
        seconds(ms),
        percent(ms, waited),
        MEANING[name as keyof typeof MEANING],
      ]),
    ]),
    "",
    ...columns([
      ["CLUSTER", "CELLS", "CELL SECONDS", "CPU SECONDS", "FIRST CELL"],
      ...costly.map(([name, share]) => [
        name,
        `${share.cells.length}`,
        seconds(share.wallMs),
        seconds(sum(share.cpuMs)),
        share.cells[0] ?? "",
      ]),
    ]),
    "",
    busyLine(found.busy),
  ];
}

function busyLine(busy: readonly number[]): string {
  const counted = busy.slice(0, Math.max(1, busy.length - TAIL_MINUTES));
  if (counted.length === 0) return "how busy the processors were is not known";
  const idle = counted.filter((share) => share < BUSY).length;
  const mean = counted.reduce((total, share) => total + share, 0) / counted.length;
  return `processors busy: ${(mean * 100).toFixed(0)} % until the last two minutes; less than 90 % in ${idle} of ${counted.length} minutes`;
}

const bySize = (cpu: Cpu) => Object.entries(cpu).toSorted(([, a], [, b]) => b - a);
const inWords = (cpu: Cpu) =>
  bySize(cpu)
    .filter(([, ms]) => ms >= 500)
    .map(([name, ms]) => `${name} ${seconds(ms)}`)
    .join(", ");
const sum = (cpu: Cpu) => Object.values(cpu).reduce((total, ms) => total + ms, 0);
const seconds = (ms: number) => (ms / 1_000).toFixed(0);
const percent = (ms: number, of: number) => (of > 0 ? `${((ms / of) * 100).toFixed(0)} %` : "–");
