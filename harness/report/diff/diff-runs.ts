import { UsageError } from "../../usage-error.ts";
import type { Acceptance } from "./acceptance.ts";
import { whyApart } from "./apart.ts";
import { CHANGE_CLASSES, type ChangeClass, changeOf, LOSSES } from "./change-class.ts";
import type { Compared } from "./compared.ts";
import type { Diff, DiffRow } from "./diff-schema.ts";
import { type Pair, pairs } from "./pairs.ts";

/**
 * Two finished runs, cell by cell, gravest first. `today` ("2026-11-28") is the day on which acceptances count.
 * @throws UsageError where both are one run.
 */
export function diffRuns(
  before: Compared,
  after: Compared,
  accepted: readonly Acceptance[],
  today: string,
): Diff {
  if (before.run.id === after.run.id)
    throw new UsageError(`both sides are run ${before.run.id}; name two runs`);
  const apart = whyApart(before, after);
  const rows = pairs(before.cells, after.cells).map((pair) => rowOf(pair, apart, accepted, today));
  const sorted = rows.toSorted((a, b) => gravity(a.class) - gravity(b.class));
  const unaccepted = sorted.filter(isLoss).filter((row) => !row.accepted);
  const count = (name: ChangeClass) => rows.filter((row) => row.class === name).length;
  return {
    schema: "faultline/diff@1",
    before: sideOf(before, after),
    after: sideOf(after, before),
    rows: sorted,
    totals: Object.fromEntries(
      CHANGE_CLASSES.map((name) => [name, count(name)]).filter(([, many]) => many !== 0),
    ),
    unaccepted: unaccepted.map(({ cell }) => cell),
    expired: accepted.filter(({ until }) => until < today),
    recommended: unaccepted.length === 0 && count("not comparable") === 0,
    sentence: sentenceOf(sorted, unaccepted),
  };
}

const gravity = (name: ChangeClass) => CHANGE_CLASSES.indexOf(name);
export const isLoss = (row: Pick<DiffRow, "class">) => LOSSES.includes(row.class);

function rowOf(
  pair: Pair,
  apart: string | undefined,
  accepted: readonly Acceptance[],
  today: string,
): DiffRow {
  const [before = null, after = null] = [pair.before?.id, pair.after?.id];
  const change = changeOf(pair, apart);
  const row = { cell: after ?? before ?? "", before, after, ...change };
  const found = accepted.find((each) => isOf(each, row));
  if (!found || !isLoss(row)) return row;
  const { until, reason } = found;
  if (until < today) return { ...row, note: `${row.note} (it was accepted until ${until})` };
  return { ...row, accepted: { until, reason } };
}

export function isOf({ cell }: Acceptance, row: Pick<DiffRow, "before" | "after">): boolean {
  return cell === row.after || cell === row.before;
}

function sideOf(of: Compared, other: Compared): Diff["before"] {
  const known = new Map(other.run.toolchain.map(({ component, version }) => [component, version]));
  const apart = of.run.toolchain.filter(({ component, version }) => known.get(component) !== version);
  return {
    id: of.run.id,
    outcome: of.run.outcome,
    versions: Object.fromEntries(apart.map(({ component, version }) => [component, version])),
  };
}

function sentenceOf(rows: readonly DiffRow[], unaccepted: readonly DiffRow[]): string {
  const count = (name: ChangeClass) => rows.filter((row) => row.class === name).length;
  const unknown = count("not comparable");
  const compared = `${rows.length - unknown} of ${rows.length} cells compared`;
  if (unaccepted.length > 0) {
    const lost = unaccepted.map((row) => `${row.cell} (${row.class})`).join(", ");
    return `Not recommended: ${lost} ${unaccepted.length === 1 ? "is" : "are"} not accepted (${compared}).`;
  }
  const known = rows.filter((row) => row.accepted).length;
  const slower = count("slower");
  const nothing = `nothing is lost${known > 0 ? ` but ${known} accepted` : ""}${slower > 0 ? `, ${slower} slower` : ""}`;
  return unknown > 0
    ? `No recommendation: ${nothing} in ${compared}; nothing is known of the other ${unknown}.`
    : `Recommended: ${nothing} (${compared}).`;
}
