import { join } from "node:path";
import { secretFilter } from "../../base/text/secrets.ts";
import type { ToolchainProgress } from "../../toolchain/index.ts";
import type { CliContext } from "../context.ts";
import type { MachineFacts } from "../doctor/facts.ts";
import type { HostFacts, JournalEntry, JournalEvent } from "../journal/events.ts";
import { openJournal } from "../journal/open-journal.ts";
import type { MadePlan } from "../plan/make-plan.ts";
import { missingImageObstacle } from "../plan/obstacle.ts";
import { withoutBlocked } from "../plan/plan.ts";
import { needsOf } from "../plan/platform-needs.ts";
import { OWN_VERSION } from "../version.ts";
import { beginJournal, plannedEntry, toolchainEntry } from "./begin-journal.ts";
import { untilCalm } from "./calm.ts";
import { type EnvironmentOptions, openEnvironment, type RunEnvironment } from "./environment.ts";
import { processorIdle } from "./idle.ts";
import { startMeter } from "./meter.ts";
import { copyWorkerLogs, type Resumed } from "./resumed.ts";
import { type MatrixRun, runMatrix } from "./run-matrix.ts";
import { openWorkerLog } from "./worker-log.ts";
import { forkWorker } from "./worker-process.ts";

export interface RunRequest
  extends Pick<MadePlan, "plan" | "components" | "facts" | "shard">,
    Pick<MatrixRun, "parallel" | "attempts" | "repeat" | "fresh" | "diagnose">,
    Pick<EnvironmentOptions, "plugin"> {
  readonly run: string;
  readonly argv: readonly string[];
  readonly options: Extract<JournalEntry, { type: "run.started" }>["options"];
  /** The run that this one goes on with. */
  readonly resumed?: Resumed | undefined;
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
  const { clock, places, signal, env } = context;
  const dir = join(places.results, request.run);
  const journal = await openJournal({ path: join(dir, "journal.ndjson"), run: request.run, clock, env });
  const write = (entry: JournalEntry, at?: number) => request.onEvent(journal.write(entry, at));
  const { plan: asked, resumed, shard } = request;
  const { argv, options, facts } = request;
  const started = { host: hostFacts(facts), argv, options, faultline: OWN_VERSION };
  beginJournal({ ...started, plan: asked, resumed, shard }, journal, request.onEvent);
  const meter = await startMeter(clock, write);
  // What can no longer be written down proves nothing, so the cells end where they are.
  const lost = new AbortController();
  const sync = () => journal.sync().catch((caught: unknown) => lost.abort(caught));
  const stop = AbortSignal.any([signal, lost.signal]);
  let environment: RunEnvironment | undefined;
  let error: unknown;
  try {
    if (resumed) await copyWorkerLogs(resumed, dir);
    const cells = asked.stands.flatMap((stand) => stand.cells);
    // A run may have been cut when all cells had ended: what is missing is its end.
    if (cells.length > 0 || !resumed) {
      const needs = needsOf(cells.map(({ platform }) => platform));
      environment = await openEnvironment({ ...request, ...needs, context, kept: false });
      await runPlanned(request, { environment, context, dir, write, sync, signal: stop });
      lost.signal.throwIfAborted();
    }
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

interface Means extends Pick<MatrixRun, "environment" | "write" | "sync" | "signal"> {
  readonly context: CliContext;
  readonly dir: string;
}

async function runPlanned(request: RunRequest, means: Means): Promise<void> {
  const { environment, context, dir, write, signal } = means;
  const { clock, scenarios } = context;
  const filter = secretFilter(context.env);
  const { toolchain, standIns } = environment;
  const used = {
    components: toolchain.identity,
    standIns: [...toolchain.standIns, ...standIns.map((name) => `${name} plugin`)],
  };
  write(toolchainEntry(used, request.resumed));
  const plan = withoutBlocked(request.plan, missingImageObstacle(toolchain.missingImages));
  // What the engine lacks is known only now: the plan is written again, and the last one counts.
  if (plan !== request.plan) write(plannedEntry(plan, request.resumed));
  const over = new AbortController();
  const idle = processorIdle(clock, over.signal);
  await runMatrix({
    ...request,
    ...means,
    plan,
    scenarios,
    runWorker: forkWorker(environment.childEnv, (order) => openWorkerLog(join(dir, "logs"), order, filter)),
    calm: (what, others) => untilCalm(what, others, { idle, clock, signal }),
  }).finally(() => over.abort());
}

function hostFacts({ os, kernel, cpus, memory, cgroup, engine }: MachineFacts): HostFacts {
  const name = engine.kind === "host" ? `docker ${engine.version} of the host` : "private docker";
  return { os, kernel, cpus, memoryMb: memory.totalMb, cgroup, engine: name };
}
