import { firstLine } from "../../../base/text/first-line.ts";
import type { JournalEvent } from "../../journal/events.ts";
import type { PhaseName, Verdict } from "../../plan/cell.ts";
import { oneLine } from "../clean-text.ts";

/** What a person sees of a run while it goes on; fed with every event that is written to the journal. */
export interface Display {
  see(event: JournalEvent): void;
  /** Leaves the terminal as it was; nothing is drawn afterwards. */
  close(): void;
}

/** What is known of one cell while the run goes on; times in milliseconds since the epoch. */
export interface CellProgress {
  readonly id: string;
  state: "waiting" | "running" | "done";
  attempt: number;
  startedAt: number;
  endedAt: number;
  phase?: PhaseName | undefined;
  phaseSince: number;
  /** What `kubectl top nodes` last said, first line. */
  lastSaid: string;
  verdict?: Verdict;
  reason?: string;
  /** Its cluster was asked before it went, in this attempt. */
  hasEvidence?: boolean;
}

/** The state of a run as the events so far tell it: what the live grid and the log lines are drawn from. */
export class RunProgress {
  run = "";
  startedAt = 0;
  readonly cells = new Map<string, CellProgress>();

  see(event: JournalEvent): void {
    const at = Date.parse(event.at);
    this.run = event.run;
    if (event.type === "run.started") this.startedAt = at;
    if (event.type === "run.planned") {
      for (const { id } of event.cells) this.cells.set(id, waiting(id));
      for (const { cell, reason } of event.notRun)
        this.cells.set(cell.id, { ...waiting(cell.id), state: "done", verdict: "not run", reason });
    }
    if ("cell" in event) this.#seeCell(event, at);
  }

  count(verdict: Verdict): number {
    return [...this.cells.values()].filter((cell) => cell.verdict === verdict).length;
  }

  get done(): number {
    return [...this.cells.values()].filter(({ state }) => state === "done").length;
  }

  #seeCell(event: Extract<JournalEvent, { cell: string }>, at: number): void {
    const cell = this.cells.get(event.cell) ?? waiting(event.cell);
    this.cells.set(event.cell, cell);
    cell.attempt = event.attempt;
    switch (event.type) {
      case "cell.started":
        Object.assign(cell, {
          state: "running",
          startedAt: at,
          phase: undefined,
          phaseSince: at,
          verdict: undefined,
          lastSaid: "",
          hasEvidence: false,
        });
        break;
      case "evidence":
        cell.hasEvidence = true;
        break;
      case "phase.started":
        Object.assign(cell, { phase: event.phase, phaseSince: at });
        break;
      case "sample":
        if (event.sample.kind === "command" && event.sample.observable === "top nodes") {
          cell.lastSaid = event.sample.exit === 0 ? "top works" : oneLine(firstLine(event.sample.text));
        }
        break;
      case "cell.ended":
        Object.assign(cell, { state: "done", endedAt: at, verdict: event.verdict, reason: event.reason });
        break;
    }
  }
}

function waiting(id: string): CellProgress {
  return {
    id,
    state: "waiting",
    attempt: 0,
    startedAt: 0,
    endedAt: 0,
    phaseSince: 0,
    lastSaid: "",
  };
}
