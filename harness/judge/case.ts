import type { CellEvent, CellJudgement } from "../journal/events.ts";
import type { Cell, Verdict } from "../plan/cell.ts";
import type { Scenario, Touch } from "../scenario/types.ts";
import { flawOfChanges } from "./allowed-changes.ts";
import type { CellPhase } from "./cell-phases.ts";
import type { Progress } from "./progress.ts";
import type { SymptomBounds } from "./symptom.ts";

/** What is said of an attempt beside its verdict. */
export type Said = Omit<CellJudgement, "verdict" | "observed" | "reason">;

/** One attempt at a cell before its judge, with what has been found so far. */
export interface Case {
  readonly scenario: Scenario;
  readonly cell: Cell;
  readonly own: readonly CellEvent[];
  readonly said: Said;
  /** From the end of the cluster's own update to its health; absent until a baseline was seen. */
  readonly healthyStartMs?: number;
  readonly phase: (name: CellPhase["name"]) => CellPhase | undefined;
}

/** A judgement, whatever comes after. */
export function ended(
  the: Case,
  verdict: Verdict,
  observed: CellJudgement["observed"],
  reason: string,
): CellJudgement {
  return { ...the.said, verdict, observed, reason };
}

/** What became of a symptom that was not shown; that nobody was there to look says nothing of it. */
export function notShown(seen: Exclude<Progress<unknown>, { readonly state: "done" }>): {
  readonly verdict: "error" | "fail";
  readonly why: string;
} {
  if (seen.state !== "failed") return { verdict: "fail", why: seen.note };
  return { verdict: seen.away ? "error" : "fail", why: seen.reason };
}

/** Who had the cluster before, for a failure that may be what that cell left behind; empty where it was made for this one. */
export function servedBefore(after: string | undefined): string {
  return after === undefined ? "" : `; the cluster had served ${after} before`;
}

/** When a symptom counts that a change is to bring about. */
export function symptomBounds({ healthyStartMs }: Case, change: CellPhase): SymptomBounds {
  return {
    from: change.startedAt,
    deadlineFrom: change.endedAt ?? change.startedAt,
    ...(healthyStartMs !== undefined && { healthyStartMs }),
  };
}

/**
 * What is wrong with the changes of a phase, in words, or null. What a finished update did has to be known, not what was announced; so has
 * that of the first of two (`ofTwo`), of which only the later one may have been refused.
 */
export function beyondDeclared(
  { own, phase: ofName }: Case,
  phase: "fault" | "fix" | "retract",
  allowed: readonly Touch[],
  { ofTwo = false }: { readonly ofTwo?: boolean } = {},
): string | null {
  const diffs = own.filter((event) => event.type === "diff").filter((event) => event.phase === phase);
  const isDone = ofTwo || ofName(phase)?.outcome === "ok";
  const known = isDone ? diffs.filter(({ by }) => by === "update") : diffs;
  if (known.length === 0) return `what the ${phase} changed was not recorded`;
  return flawOfChanges(
    phase,
    allowed,
    diffs.flatMap(({ changes }) => changes),
  );
}
