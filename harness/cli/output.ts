import { Option } from "commander";
import type { CliContext } from "../context.ts";

/** `--output` of the commands a script might read. */
export const outputOption = () =>
  new Option("-o, --output <format>", "for people or for scripts").choices(["text", "json"]).default("text");

export function printJson(context: CliContext, value: unknown): void {
  context.stdout.write(`${JSON.stringify(value, null, 2)}\n`);
}

export function printLines(context: CliContext, lines: readonly string[]): void {
  context.stdout.write(lines.map((line) => `${line}\n`).join(""));
}

/** Rows as columns two spaces apart; the last column is never padded. */
export function columns(rows: readonly (readonly string[])[]): readonly string[] {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => (row[column] ?? "").length)),
  );
  return rows.map((row) =>
    row.map((text, i) => (i === row.length - 1 ? text : text.padEnd(widths[i] ?? 0))).join("  "),
  );
}
