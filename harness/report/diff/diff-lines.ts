import { columns } from "../../../base/text/columns.ts";
import { cellCount } from "../cell-words.ts";
import { oneLine } from "../clean-text.ts";
import type { Paint } from "../terminal/paint.ts";
import { type ChangeClass, isOther, LOSSES } from "./change-class.ts";
import type { Diff, DiffRow } from "./diff-schema.ts";

/** What changed, for a terminal: a line each, what is unchanged as a number. */
export function diffLines(diff: Diff, paint: Paint): readonly string[] {
  const changed = changedRows(diff);
  const rows = changed.map((row) => [row.class, oneLine(cellOf(row)), oneLine(noteOf(row))]);
  const [heading = "", ...lines] = columns([["CLASS", "CELL", "WHAT WAS SEEN"], ...rows]);
  const unchanged = diff.rows.length - changed.length;
  return [
    ...sidesOf(diff),
    "",
    ...(changed.length > 0 ? [paint("bold", heading)] : []),
    ...changed.map((row, index) => paint(styleOf(row), lines[index] ?? "")),
    ...(changed.length > 0 ? [""] : []),
    ...expiredOf(diff).map((line) => paint("red", line)),
    `${cellCount(unchanged)} unchanged`,
    paint("bold", oneLine(diff.sentence)),
  ];
}

export function changedRows({ rows }: Diff): readonly DiffRow[] {
  return rows.filter(isOther);
}

export function sidesOf({ before, after }: Diff): readonly string[] {
  return [before, after].map(({ id, outcome, versions }, index) => {
    const named = Object.entries(versions).map(([component, version]) => `${component} ${version}`);
    const ended = outcome === "complete" ? [] : [outcome];
    return oneLine(`${index === 0 ? "before" : "after"} ${[id, ...ended, ...named].join(", ")}`);
  });
}

/** What accepts nothing any more, a line each. */
export function expiredOf({ expired }: Diff): readonly string[] {
  return expired.map(({ cell, until, reason }) =>
    oneLine(`expired: ${cell} was accepted until ${until} (${reason}); renew it or leave it out`),
  );
}

/** With both names where the platform's version is what differs. */
export function cellOf({ cell, before, after }: DiffRow): string {
  return before !== null && after !== null && before !== after ? `${before} -> ${after}` : cell;
}

export function noteOf({ note, accepted, since }: DiffRow): string {
  const first = since ? `, ${sinceText(since)}` : "";
  return `${note}${first}${accepted ? ` (accepted until ${accepted.until}: ${accepted.reason})` : ""}`;
}

function sinceText({ component, version, looks, why }: NonNullable<DiffRow["since"]>): string {
  if (version === null) return `since which ${component} is not known: ${why}`;
  return `since ${component} ${version}${looks.length > 0 ? ` (${looks.join(", ")} run for it)` : ""}`;
}

const GAINS: readonly ChangeClass[] = ["fault gone", "fix gained"];

function styleOf(row: DiffRow): Parameters<Paint>[0] {
  if (LOSSES.includes(row.class)) return row.accepted ? "yellow" : "red";
  return GAINS.includes(row.class) ? "green" : "gray";
}
