import { UsageError } from "../../usage-error.ts";
import type { Matrix } from "../matrix-schema.ts";
import type { Acceptance } from "./acceptance.ts";
import { CHANGE_CLASSES, type ChangeClass, changeOf, LOSSES } from "./change-class.ts";
import type { Diff, DiffRow } from "./diff-schema.ts";
import { type Pair, pairs } from "./pairs.ts";

/**
 * Two finished runs, cell by cell, gravest first. `today` ("2026-11-28") is the day on which acceptances count.
 * @throws UsageError where both are one run, nothing can be compared, or something accepted is no loss.
 */
export function diffRuns(
  before: Matrix,
  after: Matrix,
  accepted: readonly Acceptance[],
  today: string,
): Diff {
  if (before.run.id === after.run.id)
    throw new UsageError(`both sides are run ${before.run.id}; name two runs`);
  const apart = standInApart(before, after);
  const rows = pairs(before.cells, after.cells).map((pair) => rowOf(pair, apart, accepted, today));
  if (rows.every((row) => row.class === "not comparable"))
    throw new UsageError(
      `nothing in ${before.run.id} and ${after.run.id} can be compared: ${rows[0]?.note ?? "they have no cells"}`,
    );
  refuseIdleAcceptances(rows, accepted);
  const sorted = rows.toSorted((a, b) => gravity(a.class) - gravity(b.class));
  const unaccepted = sorted.filter(isLoss).filter((row) => !row.accepted);
  const totals = Object.fromEntries(
    CHANGE_CLASSES.map((name) => [name, rows.filter((row) => row.class === name).length]).filter(
      ([, count]) => count !== 0,
    ),
  );
  return {
    schema: "faultline/diff@1",
    before: { id: before.run.id, versions: versionsApart(before, after) },
    after: { id: after.run.id, versions: versionsApart(after, before) },
    rows: sorted,
    totals,
    unaccepted: unaccepted.map(({ cell }) => cell),
    recommended: unaccepted.length === 0,
    sentence: sentenceOf(sorted, unaccepted),
  };
}

const gravity = (name: ChangeClass) => CHANGE_CLASSES.indexOf(name);
const isLoss = (row: DiffRow) => LOSSES.includes(row.class);

function rowOf(
  pair: Pair,
  apart: string | undefined,
  accepted: readonly Acceptance[],
  today: string,
): DiffRow {
  const [before = null, after = null] = [pair.before?.id, pair.after?.id];
  const change = changeOf(pair, apart);
  const cell = after ?? before ?? "";
  const found = accepted.find((each) => each.cell === cell && each.until >= today);
  const known = found && LOSSES.includes(change.class);
  return {
    cell,
    before,
    after,
    ...change,
    ...(known && { accepted: { until: found.until, reason: found.reason } }),
  };
}

/** An acceptance that nothing needs hides the next loss of its cell. */
function refuseIdleAcceptances(rows: readonly DiffRow[], accepted: readonly Acceptance[]): void {
  for (const { cell } of accepted) {
    const row = rows.find((each) => each.cell === cell);
    if (row && isLoss(row)) continue;
    throw new UsageError(
      `--accept ${cell}: ${row ? `it is "${row.class}", which is no loss` : "neither run has such a cell"}; leave it out`,
    );
  }
}

/** A stand-in on one side only: what differs may be its doing. */
function standInApart(before: Matrix, after: Matrix): string | undefined {
  const names = ({ run }: Matrix) => run.standIns.map((each) => each.replace(/ \(.*/, ""));
  const [was, is] = [names(before), names(after)];
  const apart = [...was.filter((name) => !is.includes(name)), ...is.filter((name) => !was.includes(name))];
  // Where a version is part of the name it is what the runs are to be compared by.
  const own = apart.filter((name) => !/\d+\.\d+/.test(name));
  return own.length > 0 ? `a stand-in on one side only: ${own.join(", ")}` : undefined;
}

/** Versions of components that the other run has in another version, or not at all. */
function versionsApart(of: Matrix, other: Matrix): Record<string, string> {
  const known = new Map(other.run.toolchain.map(({ component, version }) => [component, version]));
  return Object.fromEntries(
    of.run.toolchain
      .filter(({ component, version }) => known.get(component) !== version)
      .map(({ component, version }) => [component, version]),
  );
}

function sentenceOf(rows: readonly DiffRow[], unaccepted: readonly DiffRow[]): string {
  const unknown = rows.filter((row) => row.class === "not comparable").length;
  const compared = `${rows.length - unknown} of ${rows.length} cells compared`;
  const rest = unknown > 0 ? `; ${unknown} could not be, and nothing is said of them` : "";
  if (unaccepted.length === 0) {
    const known = rows.filter((row) => row.accepted).length;
    return `Recommended: ${known > 0 ? `no loss but ${known} accepted` : "nothing is lost"} (${compared}${rest}).`;
  }
  const lost = unaccepted.map((row) => `${row.cell} (${row.class})`).join(", ");
  return `Not recommended: not accepted ${unaccepted.length === 1 ? "is" : "are"} ${lost} (${compared}${rest}).`;
}
