/** Plans so many cells, whole and in 20 shards. */
import { systemClock } from "../../base/system-clock.ts";
import { planRun } from "../../harness/plan/plan.ts";
import { divide } from "../../harness/plan/shards/divide.ts";
import { manyCells, recordedCells } from "./large-journal.ts";

const cells = manyCells(await recordedCells(), Number(process.argv[2] ?? 10_000));
const free = () => undefined;
const planning = costOf(() => planRun(cells, free, { fresh: false, parallel: 10 }));
const dividing = costOf(() => divide(cells, free, { fresh: false, shards: 20, durations: {} }));
process.stderr.write(`plan ${planning}, in 20 shards ${dividing}\n`);

/** On a busy machine the processor time tells more than the clock. */
function costOf(work: () => unknown): string {
  const [wall, before] = [systemClock.now(), process.cpuUsage()];
  work();
  const { user, system } = process.cpuUsage(before);
  return `${systemClock.now() - wall} ms (${Math.round((user + system) / 1_000)} ms of processor time)`;
}
