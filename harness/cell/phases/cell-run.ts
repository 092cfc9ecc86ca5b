import { messageOf } from "../../../base/text/message-of.ts";
import type { StandSpec } from "../../../stacks/spec.ts";
import type { CellEntry, JournalEvent } from "../../journal/events.ts";
import type { Progress } from "../../judge/progress.ts";
import type { View } from "../../judge/view.ts";
import { type WaitDeps, waitFor } from "../../judge/wait.ts";
import type { ObserveOptions } from "../../observe/observe-stand.ts";
import type { Cell, PhaseName } from "../../plan/cell.ts";
import type { Fix, Scenario } from "../../scenario/types.ts";
import type { Stand } from "../../stand/stand.ts";

/** What every phase of one cell shares. */
export interface CellRun
  extends Pick<ObserveOptions, "kubectl" | "scratchDir" | "exec" | "clock" | "signal"> {
  readonly cell: Cell;
  /** The cell that the stand has served before, if any. */
  readonly after?: string | undefined;
  readonly scenario: Scenario;
  readonly fix: Fix;
  readonly healthy: StandSpec;
  readonly faulty: StandSpec;
  readonly fixed: StandSpec;
  readonly stand: Stand;
  /** Every scenario there is, where the run diagnoses its stands. */
  readonly catalog?: readonly Scenario[] | undefined;
  /** Writes to the journal and to `events`. */
  readonly emit: (entry: CellEntry) => void;
  /** Everything this attempt has emitted so far. */
  readonly events: readonly JournalEvent[];
}

/** What a phase waited for did not come: the cell stops here and the judge decides from the samples. Any other error makes it an `error`. */
export class NotSeen extends Error {}

/** What a judgement of what is seen comes to, waited for. @throws NotSeen where it fails. */
export async function seenBy<T>(
  run: CellRun,
  observer: WaitDeps["observer"],
  judge: (view: View) => Progress<T>,
): Promise<T> {
  const seen = await waitFor(judge, { ...run, observer });
  if (seen.state === "failed") throw new NotSeen(seen.reason);
  return seen.result;
}

/** Wraps a phase in its journal events and gives its start and end in milliseconds since the epoch. */
export async function inPhase<T>(
  run: CellRun,
  phase: PhaseName,
  work: () => Promise<T>,
): Promise<{ value: T; startedAt: number; endedAt: number }> {
  const startedAt = run.clock.now();
  run.emit({ type: "phase.started", phase });
  try {
    const value = await work();
    run.emit({ type: "phase.ended", phase, outcome: "ok" });
    return { value, startedAt, endedAt: run.clock.now() };
  } catch (error) {
    const outcome = run.signal.aborted ? "interrupted" : "failed";
    run.emit({ type: "phase.ended", phase, outcome, message: messageOf(error) });
    throw error;
  }
}
