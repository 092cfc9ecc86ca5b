import { JOURNAL_VERSION } from "../harness/journal/event-schema.ts";
import type {
  CellEntry,
  CellJudgement,
  JournalEntry,
  JournalEvent,
  Sample,
} from "../harness/journal/events.ts";
import { NOTHING_SEEN } from "../harness/judge/judge-cell.ts";
import type { Cell, PhaseName, Verdict } from "../harness/plan/cell.ts";
import type { Elsewhere } from "../harness/plan/shards/part-schema.ts";

/** 2026-11-22T10:00:00Z, in milliseconds. */
export const START = Date.parse("2026-11-22T10:00:00.000Z");

/** Writes a journal in memory; `at` is in seconds since the run's start. */
export class SyntheticJournal {
  readonly events: JournalEvent[] = [];
  readonly run: string;

  constructor(run = "20261122-100000-abcd") {
    this.run = run;
  }

  add(at: number, entry: JournalEntry): this {
    this.events.push({
      v: JOURNAL_VERSION,
      at: new Date(START + at * 1000).toISOString(),
      run: this.run,
      ...entry,
    });
    return this;
  }

  /** `elsewhere` is what other shards have, where the run is one. */
  started(
    cells: readonly Cell[],
    notRun: readonly { cell: Cell; reason: string }[] = [],
    elsewhere?: readonly Elsewhere[],
  ): this {
    const host = {
      os: "Debian GNU/Linux 12 (bookworm)",
      kernel: "6.18",
      cpus: 2,
      memoryMb: 24_000,
      cgroup: "v1" as const,
      engine: "private docker",
    };
    const components = [
      { component: "metrics-server", version: "0.7.2", origin: "source" as const, identity: "sha256:aa" },
      { component: "kubectl", version: "1.32.5", origin: "host" as const, identity: "v1.32.5" },
    ];
    this.add(0, { type: "run.started", host, argv: ["run"], options: {} });
    if (elsewhere) this.add(0, { type: "run.elsewhere", cells: elsewhere });
    return this.add(0, { type: "run.planned", cells, notRun }).add(1, {
      type: "run.toolchain",
      components,
      standIns: ["kubernetes plugin"],
    });
  }

  cell(at: number, cell: string, entry: CellEntry, attempt = 1): this {
    return this.add(at, { cell, attempt, ...entry });
  }

  phase(cell: string, phase: PhaseName, from: number, to: number, attempt = 1): this {
    return this.cell(from, cell, { type: "phase.started", phase }, attempt).cell(
      to,
      cell,
      { type: "phase.ended", phase, outcome: "ok" },
      attempt,
    );
  }

  /** A whole attempt: stand, baseline, fault, symptom, fix, recovery, each 10 s, and its ending. */
  attempt(
    cell: Cell,
    from: number,
    verdict: Verdict,
    attempt = 1,
    reason?: string,
    seen: Partial<CellJudgement> = {},
  ): this {
    const { slowestHealing } = cell;
    const told = slowestHealing !== undefined && { slowestHealing };
    this.cell(from, cell.id, { type: "cell.started", ...told }, attempt);
    const phases: PhaseName[] = ["stand", "baseline", "fault", "symptom", "fix", "recovery"];
    for (const [i, phase] of phases.entries())
      this.phase(cell.id, phase, from + i * 10, from + i * 10 + 10, attempt);
    const observed = verdict === "pass" ? cell.expected : null;
    const ending = { ...NOTHING_SEEN, verdict, observed, ...(reason && { reason }), ...seen };
    return this.cell(from + 60, cell.id, { type: "cell.ended", ...ending }, attempt);
  }

  ended(at: number, outcome: "complete" | "interrupted" | "failed" = "complete"): this {
    return this.add(at, { type: "run.ended", outcome });
  }

  get text(): string {
    return this.events.map((event) => `${JSON.stringify(event)}\n`).join("");
  }
}

export function syntheticCell(scenario: string, fix: string, more: Partial<Cell> = {}): Cell {
  return {
    id: `${scenario}/kind-1.32.5/${fix}`,
    scenario,
    threads: ["kubernetes-sigs/metrics-server#196"],
    platform: { distribution: "kind", version: "1.32.5" },
    fidelity: "same mechanism",
    fix,
    claim: "heals",
    expected: "heals",
    stand: `${scenario}/kind-1.32.5`,
    estimateSeconds: 60,
    ...more,
  };
}

/** One `kubectl top nodes`; times in seconds since the run's start. */
export function topNodes(at: number, exit: number, text: string): Sample {
  return {
    kind: "command",
    observable: "top nodes",
    vantage: "control-plane",
    startedAt: new Date(START + at * 1000).toISOString(),
    endedAt: new Date(START + at * 1000 + 100).toISOString(),
    exit,
    text,
  };
}
