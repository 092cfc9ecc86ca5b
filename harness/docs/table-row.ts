/** One row of a Markdown table; what a cell says cannot end it. */
export function tableRow(columns: readonly string[]): string {
  return `| ${columns.map((text) => text.replaceAll("|", "\\|").replaceAll(/\s*\n\s*/g, " ")).join(" | ")} |`;
}
