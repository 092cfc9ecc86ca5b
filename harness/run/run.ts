import { join } from "node:path";
import type { ToolchainProgress } from "../../toolchain/index.ts";
import type { CliContext } from "../context.ts";
import type { EngineFacts, MachineFacts } from "../doctor/facts.ts";
import type { HostFacts, JournalEntry, JournalEvent } from "../journal/events.ts";
import { openJournal } from "../journal/open-journal.ts";
import { missingImageObstacle } from "../plan/obstacle.ts";
import { type Plan, withoutBlocked } from "../plan/plan.ts";
import { needsOf } from "../plan/platform-needs.ts";
import { openEnvironment, type RunEnvironment } from "./environment.ts";
import { startMeter } from "./meter.ts";
import { openWorkerLog, runMatrix } from "./run-matrix.ts";
import { forkWorker } from "./worker-process.ts";

export interface RunRequest {
  readonly run: string;
  readonly plan: Plan;
  /** Components of the toolchain that only some cells need, and these do. */
  readonly components: readonly string[];
  readonly facts: MachineFacts;
  readonly argv: readonly string[];
  readonly parallel: number;
  readonly attempts: number;
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
  const dir = join(context.places.results, request.run);
  const journal = await openJournal({
    path: join(dir, "journal.ndjson"),
    run: request.run,
    clock: context.clock,
  });
  const write = (entry: JournalEntry, at?: number) => request.onEvent(journal.write(entry, at));
  const { cells } = planned(request.plan);
  write({ type: "run.started", host: hostFacts(request.facts), argv: request.argv });
  write(planned(request.plan));
  const meter = await startMeter(context.clock);
  let environment: RunEnvironment | undefined;
  let error: unknown;
  try {
    environment = await openEnvironment({
      run: request.run,
      context,
      ...needsOf(cells.map(({ platform }) => platform)),
      components: request.components,
      kept: false,
      progress: request.progress,
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
      scenarios: context.scenarios,
      runWorker: forkWorker(environment.childEnv, (order) => openWorkerLog(logs, order)),
      write,
      sync: () => journal.sync(),
      clock: context.clock,
      signal: context.signal,
    });
  } catch (caught) {
    error = caught;
  }
  error = (await released(environment)) ?? error;
  const outcome = context.signal.aborted ? "interrupted" : error === undefined ? "complete" : "failed";
  const message = error instanceof Error ? error.message : undefined;
  const cost = await meter.stop();
  write({ type: "run.ended", outcome, cost, ...(message !== undefined && { message }) });
  await journal.close();
  return { outcome, dir, ...(error !== undefined && { error }) };
}

function planned({ stands, notRun }: Plan): Extract<JournalEntry, { type: "run.planned" }> {
  return { type: "run.planned", cells: stands.flatMap(({ cells }) => cells), notRun };
}

/** Releases the environment; what went wrong with that, if anything. */
async function released(environment: RunEnvironment | undefined): Promise<unknown> {
  try {
    await environment?.release();
    return undefined;
  } catch (error) {
    return error;
  }
}

function hostFacts(facts: MachineFacts): HostFacts {
  return {
    os: facts.os,
    kernel: facts.kernel,
    cpus: facts.cpus,
    memoryMb: facts.memory.totalMb,
    cgroup: facts.cgroup,
    engine: engineName(facts.engine),
  };
}

function engineName(engine: EngineFacts): string {
  return engine.kind === "host" ? `docker ${engine.version} of the host` : "private docker";
}
