import { duration } from "../duration.ts";
import type { MatrixCell } from "../matrix-schema.ts";
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
  if (was.state === "unhealthy")
    return unknown(`the cluster was not healthy in the first run: ${before.reason ?? ""}`);
  if (is.state === "unhealthy")
    return { class: "baseline broken", note: after.reason ?? "the cluster did not become healthy" };
  if (was.state === "no fault" || is.state === "no fault") return changeOfFault(was, is);
  return changeOfFix(before, after);
}

type Side =
  | { readonly state: "unknown"; readonly why: string }
  | { readonly state: "unhealthy" | "no fault" | "seen" };

function sideOf({ verdict, observed, reason = "" }: MatrixCell): Side {
  if (verdict === "not run" || verdict === "flaky")
    return { state: "unknown", why: reason ? `${verdict}, ${reason}` : verdict };
  if (observed !== null && verdict !== "error") return { state: "seen" };
  if (verdict === "error" && reason.startsWith("no baseline")) return { state: "unhealthy" };
  if (verdict === "fail" && reason.startsWith("symptom: ")) return { state: "no fault" };
  return { state: "unknown", why: `${verdict}, ${reason}` };
}

function changeOfFault(was: Side, is: Side): Change {
  if (was.state === is.state) return { class: "unchanged", note: "the fault does not show" };
  return was.state === "no fault"
    ? { class: "fault newly possible", note: "the fault did not show, and does" }
    : { class: "fault gone", note: "the fault showed, and does not" };
}

function changeOfFix(before: MatrixCell, after: MatrixCell): Change {
  const note = `${before.observed} -> ${after.observed}`;
  if (before.observed === after.observed) return slower(before, after) ?? { class: "unchanged", note };
  if (after.observed === "refused") return { class: "fix refused", note };
  const rank = ({ observed }: MatrixCell) => RANKS.indexOf(observed);
  return { class: rank(after) > rank(before) ? "fix gained" : "fix lost", note };
}

/** What a fix is worth, least first. */
const RANKS: readonly MatrixCell["observed"][] = ["refused", "no effect", "hides", "heals"];

function slower(before: MatrixCell, after: MatrixCell): Change | null {
  const [was, is] = [before.timeToRecoveryMs, after.timeToRecoveryMs];
  if (before.observed !== "heals" || was === null || is === null) return null;
  if (is <= was * SLOWER.times || is <= was + SLOWER.byMs) return null;
  return { class: "slower", note: `heals after ${duration(is)}, ${duration(was)} before` };
}

const unknown = (note: string): Change => ({ class: "not comparable", note });
