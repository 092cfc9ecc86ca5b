import type { Verdict } from "../plan/cell.ts";
import type { Outcome } from "../scenario/types.ts";
import type { CellPhase } from "./cell-phases.ts";
import type { SignatureMatch } from "./first-match.ts";
import type { TextSeen } from "./texts-seen.ts";

/** What one attempt at a cell comes to. */
export interface CellJudgement {
  readonly verdict: Verdict;
  /** What the fix was seen to do; null if it did not come to that. */
  readonly observed: Outcome | null;
  /** Why the verdict is not `pass`, or what was seen; absent if there is nothing to add. */
  readonly reason?: string;
  /** From the start of the fault's change to the first sight of the signature seen last. */
  readonly timeToSymptomMs: number | null;
  /** From the start of the fix's change to the first good look of the sustained recovery. */
  readonly timeToRecoveryMs: number | null;
  readonly textsSeen: readonly TextSeen[];
  readonly signatures: readonly SignatureMatch[];
  readonly phases: readonly CellPhase[];
}
