import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { ownerOf } from "../../base/ledger/owner.ts";
import type { CellResult } from "../cell/messages.ts";
import type { JournalEntry } from "../journal/events.ts";
import { kubernetesOf } from "../plan/cell-platform.ts";
import type { Plan } from "../plan/plan.ts";
import type { RunEnvironment } from "./environment.ts";
import { type HealingsSeen, healingsSeen } from "./healings-seen.ts";
import { nodeImageOf, standName } from "./names.ts";
import type { Resumed } from "./resumed.ts";
import { type CellJob, runSchedule, type Schedule } from "./schedule.ts";
import type { RunWorker } from "./worker-process.ts";

export interface MatrixRun
  extends Pick<Schedule, "parallel" | "attempts" | "repeat" | "fresh" | "calm" | "signal"> {
  readonly plan: Plan;
  /** What this run goes on with. */
  readonly resumed?: Resumed | undefined;
  readonly environment: RunEnvironment;
  readonly scenarios: string;
  /** Whether every stand is diagnosed, healthy and faulty. */
  readonly diagnose?: boolean | undefined;
  readonly runWorker: RunWorker;
  readonly write: (entry: JournalEntry, at?: number) => void;
  readonly sync: () => Promise<void>;
}

/** Runs every cell of the plan, each in a worker process of its own, and writes down all they say. */
export async function runMatrix(options: MatrixRun): Promise<void> {
  const { environment, plan, resumed } = options;
  const healings = healingsSeen([...(resumed?.finished ?? []), ...plan.stands.flatMap(({ cells }) => cells)]);
  for (const cell of resumed?.finished ?? [])
    for (const ended of resumed?.whole.get(cell.id) ?? []) healings.see(cell, ended);
  let stands = 0;
  await runSchedule({
    ...options,
    triedBefore: (cell) => resumed?.whole.get(cell)?.length ?? 0,
    stands: plan.stands,
    newStand: async () => {
      const name = standName(environment.run, ++stands);
      const workDir = join(environment.runDir, name);
      await mkdir(workDir, { recursive: true });
      return { standName: name, workDir };
    },
    runCell: (job, onStood) => runOne({ ...options, healings }, job, onStood),
  });
}

async function runOne(
  options: MatrixRun & { readonly healings: HealingsSeen },
  job: CellJob,
  onStood: () => void,
): Promise<CellResult> {
  const { environment, healings, write, sync, signal } = options;
  const { toolchain, ledger } = environment;
  const tag = { cell: job.cell.id, attempt: job.attempt };
  let processEntry: string | undefined;
  const result = await options.runWorker(
    {
      ...job,
      cell: healings.known(job.cell),
      scenarios: options.scenarios,
      ...(options.diagnose && { diagnose: true }),
      pulumiHome: environment.pulumiHome,
      ownPlugins: environment.ownPlugins,
      tools: { ...toolchain.tools, kubectl: toolchain.kubectl(kubernetesOf(job.cell.platform)) },
      nodeImage: nodeImageOf(job.cell.platform, toolchain),
    },
    {
      onStart: async (pid) => {
        const what = `worker of ${job.cell.id}`;
        processEntry = await ledger.record({ kind: "process", ...ownerOf(pid), what });
      },
      onEntry: (entry, at) => {
        const cut = entry.type === "cell.ended" && signal.aborted && { interrupted: true as const };
        const where = entry.type === "cell.started" && { cluster: job.standName };
        write({ ...tag, ...entry, ...where, ...cut }, at);
        healings.see(job.cell, entry);
        if (entry.type === "phase.ended" || entry.type === "cell.ended") void sync();
        if (entry.type === "phase.ended" && entry.phase === "stand") onStood();
      },
    },
    signal,
  );
  if (processEntry) await ledger.close(processEntry);
  return result;
}
