import { plain } from "../markdown.ts";
import { cellOf, changedRows, expiredOf, noteOf, sidesOf } from "./diff-lines.ts";
import type { Diff } from "./diff-schema.ts";

/** The same for a pull request or a job's summary. */
export function diffMarkdown(diff: Diff): readonly string[] {
  const changed = changedRows(diff);
  const rows = changed.map((row) => `| ${[row.class, cellOf(row), noteOf(row)].map(plain).join(" | ")} |`);
  return [
    `**${plain(diff.sentence)}**`,
    "",
    ...sidesOf(diff).map((line) => `- ${plain(line)}`),
    "",
    ...(changed.length > 0 ? ["| class | cell | what was seen |", "|---|---|---|", ...rows, ""] : []),
    ...expiredOf(diff).map((line) => `- ${plain(line)}`),
    `${diff.rows.length - changed.length} unchanged.`,
  ];
}
