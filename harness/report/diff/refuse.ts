import { UsageError } from "../../usage-error.ts";
import { oneLine } from "../clean-text.ts";
import type { Acceptance } from "./acceptance.ts";
import { isLoss, isOf } from "./diff-runs.ts";
import type { Diff } from "./diff-schema.ts";

/** A comparison of nothing is no comparison. @throws UsageError. */
export function refuseIncomparable({ before, after, rows }: Diff): void {
  if (rows.some((row) => row.class !== "not comparable")) return;
  throw new UsageError(
    `nothing in ${before.id} and ${after.id} can be compared: ${oneLine(rows[0]?.note ?? "they have no cells")}`,
  );
}

/**
 * An acceptance that nothing needs hides the next loss of its cell. One of a cell that could not be compared may be needed yet.
 * @throws UsageError.
 */
export function refuseIdle({ rows, expired }: Diff, accepted: readonly Acceptance[]): void {
  for (const acceptance of accepted) {
    // It fails the comparison by itself, and is told there.
    if (expired.some(({ cell }) => cell === acceptance.cell)) continue;
    const row = rows.find((each) => isOf(acceptance, each));
    if (row && (isLoss(row) || row.class === "not comparable")) continue;
    throw new UsageError(
      `${acceptance.cell} is accepted, and ${row ? `it is "${row.class}", which is no loss` : "neither run has such a cell"}; leave it out`,
    );
  }
}
