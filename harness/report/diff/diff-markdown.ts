import { plain } from "../markdown.ts";
import { noteOf, sidesOf } from "./diff-lines.ts";
import type { Diff } from "./diff-schema.ts";

/** The same for a pull request or a job's summary. */
export function diffMarkdown(diff: Diff): readonly string[] {
  const changed = diff.rows.filter((row) => row.class !== "unchanged");
  const rows = changed.map((row) => `| ${[row.class, row.cell, noteOf(row)].map(plain).join(" | ")} |`);
  return [
    `**${plain(diff.sentence)}**`,
    "",
    ...sidesOf(diff).map((line) => `- ${plain(line.replace(/ +/, ": "))}`),
    "",
    ...(changed.length > 0 ? ["| class | cell | what was seen |", "|---|---|---|", ...rows, ""] : []),
    `${diff.totals.unchanged ?? 0} unchanged.`,
  ];
}
