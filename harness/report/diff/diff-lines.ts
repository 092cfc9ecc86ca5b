import { columns } from "../../../base/text/columns.ts";
import { oneLine } from "../clean-text.ts";
import type { Paint } from "../terminal/paint.ts";
import { type ChangeClass, LOSSES } from "./change-class.ts";
import type { Diff, DiffRow } from "./diff-schema.ts";

/** What changed, for a terminal: a line each, what is unchanged as a number. */
export function diffLines(diff: Diff, paint: Paint): readonly string[] {
  const changed = diff.rows.filter((row) => row.class !== "unchanged");
  const rows = changed.map((row) => [row.class, row.cell, oneLine(noteOf(row))]);
  const [heading = "", ...lines] = columns([["CLASS", "CELL", "WHAT WAS SEEN"], ...rows]);
  const unchanged = diff.totals.unchanged ?? 0;
  return [
    ...sidesOf(diff),
    "",
    ...(changed.length > 0 ? [paint("bold", heading)] : []),
    ...changed.map((row, index) => paint(styleOf(row), lines[index] ?? "")),
    ...(changed.length > 0 ? [""] : []),
    `${unchanged} cell${unchanged === 1 ? "" : "s"} unchanged`,
    paint("bold", diff.sentence),
  ];
}

export function sidesOf({ before, after }: Diff): readonly string[] {
  return [before, after].map(({ id, versions }, index) => {
    const named = Object.entries(versions).map(([component, version]) => `${component} ${version}`);
    return `${index === 0 ? "before" : "after "}  ${[id, ...named].join(", ")}`;
  });
}

export function noteOf({ note, accepted }: DiffRow): string {
  return accepted ? `${note} (accepted until ${accepted.until}: ${accepted.reason})` : note;
}

const GAINS: readonly ChangeClass[] = ["fault gone", "fix gained"];

function styleOf(row: DiffRow): Parameters<Paint>[0] {
  if (LOSSES.includes(row.class)) return row.accepted ? "yellow" : "red";
  return GAINS.includes(row.class) ? "green" : "gray";
}
