import type { TextSeen } from "../journal/events.ts";
import type { MatrixCell } from "./matrix-schema.ts";

/** "1 cell", "36 cells". */
export function cellCount(count: number): string {
  return `${count} cell${count === 1 ? "" : "s"}`;
}

/** Nothing that a report has to speak of first. */
export function isGreen({ verdict }: Pick<MatrixCell, "verdict">): boolean {
  return verdict === "pass" || verdict === "not run";
}

/** Why a cell ended as it did, for formats that say it of every cell. */
export function whyOf({ reason, expected, observed }: MatrixCell): string {
  return reason ?? `expected "${expected}", observed "${observed ?? "nothing"}"`;
}

/** What a failing command said, how often, and where. */
export function textSeenLine({ observable, vantage, text, count }: TextSeen): string {
  return `${observable} at ${vantage}, ${count}×: ${text}`;
}
