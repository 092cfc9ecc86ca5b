import { loadavg } from "node:os";
import { join } from "node:path";
import type { ToolchainProgress } from "../../toolchain/index.ts";
import type { CliContext } from "../context.ts";
import type { MachineFacts } from "../doctor/facts.ts";
import type { HostFacts, JournalEntry, JournalEvent } from "../journal/events.ts";
import { openJournal } from "../journal/open-journal.ts";
import type { MadePlan } from "../plan/make-plan.ts";
import { missingImageObstacle } from "../plan/obstacle.ts";
import { type Plan, withoutBlocked } from "../plan/plan.ts";
import { needsOf } from "../plan/platform-needs.ts";
import { untilCalm } from "./calm.ts";
import { type EnvironmentOptions, openEnvironment, type RunEnvironment } from "./environment.ts";
import { startMeter } from "./meter.ts";
import { type MatrixRun, openWorkerLog, runMatrix } from "./run-matrix.ts";
import { forkWorker } from "./worker-process.ts";

export interface RunRequest
  extends Pick<MadePlan, "plan" | "components" | "facts">,
    Pick<MatrixRun, "parallel" | "attempts">,
    Pick<EnvironmentOptions, "plugin"> {
  readonly run: string;
  readonly argv: readonly string[];
  readonly options: Extract<JournalEntry, { type: "run.started" }>["options"];
  /** Every event, as it is written to the journal. */
  readonly onEvent: (event: JournalEvent) => void;
  readonly progress: ToolchainProgress;
}

export interface RunResult {
  readonly outcome: "complete" | "interrupted" | "failed";
  /** Folder of the run's results. */
  readonly dir: string;
  /** What ended the run before its time. */
  readonly error?: unknown;
}

/**
 * One run of the matrix from nothing to nothing: journal, environment, cells, and everything removed again. What goes wrong is in
 * the journal and in the result; it does not throw but for a journal that cannot be written.
 */
export async function run(request: RunRequest, context: CliContext): Promise<RunResult> {
  const { clock, places, signal, scenarios } = context;
  const dir = join(places.results, request.run);
  const journal = await openJournal({ path: join(dir, "journal.ndjson"), run: request.run, clock });
  const write = (entry: JournalEntry, at?: number) => request.onEvent(journal.write(entry, at));
  const asked = planned(request.plan);
  write({
    type: "run.started",
    host: hostFacts(request.facts),
    argv: request.argv,
    options: request.options,
  });
  write(asked);
  const meter = await startMeter(clock);
  let environment: RunEnvironment | undefined;
  let error: unknown;
  try {
    environment = await openEnvironment({
      ...request,
      ...needsOf(asked.cells.map(({ platform }) => platform)),
      context,
      kept: false,
    });
    const { toolchain, standIns } = environment;
    write({
      type: "run.toolchain",
      components: toolchain.identity,
      standIns: [...toolchain.standIns, ...standIns.map((name) => `${name} plugin`)],
    });
    const plan = withoutBlocked(request.plan, missingImageObstacle(toolchain.missingImages));
    // What the engine lacks is known only now: the plan is written again, and the last one counts.
    if (plan !== request.plan) write(planned(plan));
    const logs = join(dir, "logs");
    await runMatrix({
      ...request,
      plan,
      environment,
      scenarios,
      runWorker: forkWorker(environment.childEnv, (order) => openWorkerLog(logs, order)),
      write,
      sync: () => journal.sync(),
      calm: (standing) =>
        untilCalm(standing, { load: () => loadavg()[0] ?? 0, cpus: request.facts.cpus, clock, signal }),
      signal,
    });
  } catch (caught) {
    error = caught;
  }
  await environment?.release().catch((caught: unknown) => {
    error = caught;
  });
  const outcome = signal.aborted ? "interrupted" : error === undefined ? "complete" : "failed";
  const message = error instanceof Error ? error.message : undefined;
  const cost = await meter.stop();
  write({ type: "run.ended", outcome, cost, ...(message !== undefined && { message }) });
  await journal.close();
  return { outcome, dir, ...(error !== undefined && { error }) };
}

function planned({ stands, notRun }: Plan): Extract<JournalEntry, { type: "run.planned" }> {
  return { type: "run.planned", cells: stands.flatMap(({ cells }) => cells), notRun };
}

function hostFacts({ os, kernel, cpus, memory, cgroup, engine }: MachineFacts): HostFacts {
  const name = engine.kind === "host" ? `docker ${engine.version} of the host` : "private docker";
  return { os, kernel, cpus, memoryMb: memory.totalMb, cgroup, engine: name };
}
