import type { CellOrder } from "../harness/cell/messages.ts";
import type { CellEntry, CellJudgement, JournalEvent } from "../harness/journal/events.ts";
import { openJournal } from "../harness/journal/open-journal.ts";
import { NOTHING_SEEN } from "../harness/judge/judge-cell.ts";
import type { Cell, PhaseName } from "../harness/plan/cell.ts";
import { planRun } from "../harness/plan/plan.ts";
import { beginJournal, toolchainEntry } from "../harness/run/begin-journal.ts";
import type { RunEnvironment } from "../harness/run/environment.ts";
import type { Resumed } from "../harness/run/resumed.ts";
import { runMatrix } from "../harness/run/run-matrix.ts";
import type { RunWorker } from "../harness/run/worker-process.ts";
import { OWN_VERSION } from "../harness/version.ts";
import { START, topNodes } from "./synthetic-journal.ts";
import { virtualClock } from "./virtual-clock.ts";

/** How each attempt at a cell ends; a cell that is not named heals as expected. */
export type Ends = Readonly<Record<string, readonly Partial<CellJudgement>[]>>;

export interface Simulation {
  readonly run: string;
  /** Of its journal. */
  readonly path: string;
  readonly cells: readonly Cell[];
  readonly ends: Ends;
  readonly attempts?: number;
  readonly repeat?: number;
  readonly resumed?: Resumed;
  /** The run is stopped, as by Ctrl-C, in the fault of this cell. */
  readonly stopIn?: string;
  /** What every probe says; by default which it is. */
  readonly says?: string;
  /** Of the run's process. */
  readonly env?: NodeJS.ProcessEnv;
}

const USED = {
  components: [
    { component: "metrics-server", version: "0.7.2", origin: "source" as const, identity: "sha256:aa" },
  ],
  standIns: [],
};
export const HOST = {
  os: "Debian",
  kernel: "6.18",
  cpus: 2,
  memoryMb: 24_000,
  cgroup: "v2" as const,
  engine: "docker",
};

/** A run of the real scheduler into a real journal; only the workers are played. Gives the cells they were asked for. */
export async function simulate(simulation: Simulation): Promise<readonly string[]> {
  const { run, path, cells, attempts = 2, repeat = 1, resumed, stopIn, env = {} } = simulation;
  const clock = virtualClock({ startAt: START });
  const journal = await openJournal({ path, run, clock, env });
  const stop = new AbortController();
  const plan = planRun(cells, () => undefined, { fresh: false, parallel: 1 });
  const options = { attempts, fresh: false, ...(repeat > 1 && { repeat }) };
  const started = { host: HOST, argv: ["run"], options, faultline: OWN_VERSION };
  beginJournal({ ...started, plan, resumed }, journal, () => {});
  journal.write(toolchainEntry(USED, resumed));
  const asked: string[] = [];
  const runWorker: RunWorker = async (order, { onEntry }) => {
    asked.push(`${order.cell.id}#${order.attempt}`);
    for (const entry of lived(order, simulation, stopIn === order.cell.id ? () => stop.abort() : undefined))
      onEntry(entry, clock.now());
    return {
      verdict: stop.signal.aborted ? "error" : endOf(order, simulation.ends).verdict,
      standUsable: !order.last,
    };
  };
  const environment = {
    run,
    runDir: `${path}.d`,
    ownPlugins: [],
    pulumiHome: "",
    toolchain: { tools: {}, kubectl: () => "", nodeImage: () => "" },
  } as unknown as RunEnvironment;
  await runMatrix({
    plan,
    resumed,
    environment,
    scenarios: "",
    runWorker,
    parallel: 1,
    attempts,
    repeat,
    fresh: false,
    write: (entry, at) => void journal.write(entry, at),
    sync: async () => {},
    calm: async () => {},
    signal: stop.signal,
  });
  journal.write({ type: "run.ended", outcome: stop.signal.aborted ? "interrupted" : "complete" });
  await journal.close();
  return asked;
}

function endOf({ cell, attempt }: CellOrder, ends: Ends): CellJudgement {
  const told = ends[cell.id]?.[attempt - 1] ?? {};
  return { ...NOTHING_SEEN, verdict: "pass", observed: cell.expected, timeToRecoveryMs: 20_000, ...told };
}

const PHASES: readonly PhaseName[] = ["stand", "baseline", "fault", "symptom", "fix", "recovery"];

function* lived(order: CellOrder, { ends, says }: Simulation, stop?: () => void): Generator<CellEntry> {
  const { slowestHealing } = order.cell;
  yield { type: "cell.started", ...(slowestHealing !== undefined && { slowestHealing }) };
  for (const phase of PHASES) {
    yield { type: "phase.started", phase };
    const text = says ?? `${order.cell.id} ${order.attempt} ${phase}`;
    yield { type: "sample", phase, sample: topNodes(0, 0, text) };
    if (stop && phase === "fault") {
      stop();
      yield { type: "phase.ended", phase, outcome: "interrupted" };
      yield { type: "cell.ended", ...NOTHING_SEEN, verdict: "error", observed: null, reason: "interrupted" };
      return;
    }
    yield { type: "phase.ended", phase, outcome: "ok" };
  }
  yield { type: "cell.ended", ...endOf(order, ends) };
}

/** What the commands of a journal's samples said. */
export function samples(events: readonly JournalEvent[]): readonly string[] {
  return events.flatMap((event) =>
    event.type === "sample" && event.sample.kind === "command" ? [event.sample.text] : [],
  );
}
