import type { Outcome } from "../../scenario/types.ts";
import { duration } from "../duration.ts";
import type { ComparedCell } from "./compared.ts";
import type { Pair } from "./pairs.ts";

/** What may become of a cell, gravest first. */
export const CHANGE_CLASSES = [
  "baseline broken",
  "fix lost",
  "fix refused",
  "fault newly possible",
  "slower",
  "not comparable",
  "unchanged",
  "fault gone",
  "fix gained",
] as const;
export type ChangeClass = (typeof CHANGE_CLASSES)[number];

/** Those that somebody who upgrades loses by. */
export const LOSSES: readonly ChangeClass[] = CHANGE_CLASSES.slice(0, 4);

export interface Change {
  readonly class: ChangeClass;
  /** What was seen on both sides, in words. */
  readonly note: string;
}

/** Something else was seen, though it may be worth the same. */
export function isOther(change: Change): boolean {
  return change.class !== "unchanged" || change.note.includes(" -> ");
}

/** A recovery is slower when it takes so many times as long, and longer by more than one scrape: less than that one run differs from the next. */
const SLOWER = { times: 1.5, byMs: 15_000 } as const;

/** What became of a cell. `apart`: why nothing of the two runs can be compared, if so. */
export function changeOf({ before, after }: Pair, apart?: string): Change {
  if (!before) return unknown("not in the first run");
  if (!after) return unknown("not in the second run");
  const [was, is] = [sideOf(before), sideOf(after)];
  if (was.state === "unknown") return unknown(`first run: ${was.why}`);
  if (is.state === "unknown") return unknown(`second run: ${is.why}`);
  if (apart !== undefined) return unknown(apart);
  if (was.state === "unhealthy") return unknown(`no healthy cluster in the first run: ${was.why}`);
  if (is.state === "unhealthy") return { class: "baseline broken", note: is.why };
  if (was.state !== "seen" || is.state !== "seen") return changeOfFault(was, is);
  return slower(before, after) ?? changeOfFix(was.seen, is.seen, after);
}

type Side =
  | { readonly state: "unknown" | "unhealthy" | "no fault"; readonly why: string }
  | { readonly state: "seen"; readonly seen: Outcome };

/** What one run saw of a cell. A phase that failed says more than the verdict: an upgrade makes updates fail that nobody expected to. */
function sideOf({ verdict, observed, expected, reason = "", phases }: ComparedCell): Side {
  const why = reason ? `${verdict}, ${reason}` : verdict;
  if (verdict === "not run" || verdict === "flaky") return { state: "unknown", why };
  const failed = phases.find(({ outcome }) => outcome === "failed")?.name;
  if (failed === "stand" || failed === "baseline") return { state: "unhealthy", why };
  if (failed === "symptom" && verdict === "fail") return { state: "no fault", why };
  if (failed === "fix") return { state: "seen", seen: "refused" };
  if (observed === null || verdict === "error") return { state: "unknown", why };
  // It healed, and stayed whole when the fix was taken back: something else had healed it.
  if (verdict === "fail" && observed === expected) return { state: "unknown", why };
  return { state: "seen", seen: observed };
}

function changeOfFault(was: Side, is: Side): Change {
  if (was.state === is.state) return { class: "unchanged", note: "the fault does not show" };
  return was.state === "no fault"
    ? { class: "fault newly possible", note: "the fault did not show, and does" }
    : { class: "fault gone", note: "the fault showed, and does not" };
}

function changeOfFix(was: Outcome, is: Outcome, after: ComparedCell): Change {
  if (was === is) return { class: "unchanged", note: was };
  const note = `${was} -> ${is}`;
  if (WORTH[was] === WORTH[is]) return { class: "unchanged", note };
  if (WORTH[was] > WORTH[is]) return { class: is === "refused" ? "fix refused" : "fix lost", note };
  if (after.expected === "no effect")
    return unknown(`${note}, where it is not to: what heals beside it proves less`);
  return { class: "fix gained", note };
}

/** What a fix is worth to who has the fault: one that is refused and one without effect are alike. */
const WORTH: Readonly<Record<Outcome, number>> = { heals: 2, hides: 1, "no effect": 0, refused: 0 };

function slower(before: ComparedCell, after: ComparedCell): Change | null {
  const [was, is] = [before.timeToRecoveryMs, after.timeToRecoveryMs];
  if (before.observed !== "heals" || after.observed !== "heals" || was === null || is === null) return null;
  // The time of an upgrade in place has the upgrade's own in it.
  if (before.platform.upgradedTo?.metricsServer !== after.platform.upgradedTo?.metricsServer) return null;
  if (is <= was * SLOWER.times || is <= was + SLOWER.byMs) return null;
  return { class: "slower", note: `heals after ${duration(is)}, ${duration(was)} before` };
}

const unknown = (note: string): Change => ({ class: "not comparable", note });
