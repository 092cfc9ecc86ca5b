import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { secretFilter } from "../../base/text/secrets.ts";
import type { CliContext } from "../../harness/context.ts";
import type { CellEntry } from "../../harness/journal/events.ts";
import { cellsOf } from "../../harness/plan/cells.ts";
import type { RunEnvironment } from "../../harness/run/environment.ts";
import { openWorkerLog } from "../../harness/run/worker-log.ts";
import { forkWorker } from "../../harness/run/worker-process.ts";
import { loadScenarios } from "../../harness/scenario/load/load.ts";
import { watchRecovery } from "./real-recovery.ts";

/** The cell that cell.sh lives by hand. */
const CELL = { scenario: "missing-nodes-metrics-rule", fix: "nodes-metrics-rule" };

/** One whole cell by a worker process, from its start to its end with everything destroyed. */
export async function harnessCell(environment: RunEnvironment, context: CliContext, repeat: number) {
  const loaded = await loadScenarios(context.scenarios);
  const cells = loaded.flatMap(({ scenario }) => cellsOf(scenario, "fixes"));
  const cell = cells.find(({ scenario, fix }) => scenario === CELL.scenario && fix === CELL.fix);
  if (!cell) throw new Error(`there is no cell ${CELL.scenario}/${CELL.fix}`);
  const workDir = join(environment.runDir, `harness-${repeat}`);
  await mkdir(workDir, { recursive: true });
  const { toolchain } = environment;
  const runWorker = forkWorker(environment.childEnv, (order) =>
    openWorkerLog(join(workDir, "logs"), order, secretFilter(context.env)),
  );
  const phases: Record<string, number> = {};
  let recovery: ReturnType<typeof watchRecovery> | undefined;
  let recovered: Promise<number | undefined> | undefined;
  const seen: { good: number[]; phaseStart: number } = { good: [], phaseStart: 0 };
  const onEntry = (entry: CellEntry, at = context.clock.now()) => {
    if (entry.type === "phase.started") {
      seen.phaseStart = at;
      if (entry.phase === "fix") recovery = watchRecovery(join(workDir, "kubeconfig"));
    }
    if (entry.type === "phase.ended") phases[entry.phase] = at - seen.phaseStart;
    // Before the cluster goes: to a watch its end looks like a relapse.
    if (entry.type === "phase.ended" && entry.phase === "recovery") recovered = recovery?.stop();
    if (entry.type === "sample" && entry.phase === "recovery" && entry.sample.kind === "command")
      if (entry.sample.observable === "top nodes" && entry.sample.exit === 0)
        seen.good.push(Date.parse(entry.sample.endedAt));
  };
  const startedAt = context.clock.now();
  const result = await runWorker(
    {
      cell,
      attempt: 1,
      scenarios: context.scenarios,
      standName: `faultline-bh${process.pid}-${repeat}`,
      workDir,
      pulumiHome: environment.pulumiHome,
      ownPlugins: environment.ownPlugins,
      tools: toolchain.tools,
      nodeImage: toolchain.nodeImage(cell.platform.version),
      last: true,
    },
    { onStart: async () => {}, onEntry },
    context.signal,
  );
  const ms = context.clock.now() - startedAt;
  if (result.verdict !== "pass")
    throw new Error(`the bench's cell ended in ${result.verdict}, see ${workDir}/logs`);
  const recoveredAt = await recovered;
  const detected = seen.good.find((at) => at >= (recoveredAt ?? 0));
  if (recoveredAt === undefined || detected === undefined) throw new Error("the recovery was not seen twice");
  return { ms, detectionMs: detected - recoveredAt, phases };
}
