import { markdownTable } from "../report/markdown.ts";
import type { Matrix } from "../report/matrix-schema.ts";
import { UsageError } from "../usage-error.ts";
import { list } from "./markdown.ts";

/** Of cells, by id, those that docs/matrix.md has no row of. */
export function lackingIn(page: string, ids: readonly string[]): readonly string[] {
  const shown = new Set(rowIds(page));
  return ids.filter((id) => !shown.has(id));
}

/** The cells that a page has rows of. */
export function rowIds(page: string): readonly string[] {
  const rows = page.split("\n").filter((line) => /^\| F\d+ /.test(line));
  return rows.map((row) => {
    const [, name = "", platform = "", fix = ""] = row.split("|").map((cell) => cell.trim());
    return `${name.split(" ")[1]}/${platform.replace(" ¹", "").replace(" ", "-")}/${fix}`;
  });
}

/** What the sections of later runs come before. */
const REST = /^## (Not run|What stood in for what)$/m;

/**
 * docs/matrix.md with the rows of a further run: of those of its cells that `wanted` names, in its own words on what it ran on.
 * @throws UsageError where the run has none of them, or the page is no such page.
 */
export function withLaterRows(page: string, matrix: Matrix, wanted: ReadonlySet<string>): string {
  const { run } = matrix;
  const cells = matrix.cells.filter(({ id }) => wanted.has(id));
  if (cells.length === 0)
    throw new UsageError(`run ${run.id} has no cell of the default plan that docs/matrix.md lacks`);
  const at = page.search(REST);
  if (at < 0)
    throw new UsageError("docs/matrix.md has no place for further rows; write it anew from a whole run");
  const section = [
    `## Later, in run ${run.id}`,
    `${run.host?.os}, ${run.host?.cpus} CPUs: the rows of scenarios that came after the run above, or changed. ${run.standIns.length > 0 ? "What stood in for what:" : "Nothing stood in for anything."}`,
    ...(run.standIns.length > 0 ? [list(run.standIns)] : []),
    markdownTable({ ...matrix, cells }).join("\n"),
  ];
  return `${page.slice(0, at)}${section.join("\n\n")}\n\n${page.slice(at)}`;
}
