import { Option } from "commander";
import type { CliContext } from "../context.ts";
import { jsonText } from "../report/json-text.ts";

/** What `outputOption` gives a command. */
export interface Output {
  readonly output: string;
}

/** `--output` of the commands a script might read. */
export const outputOption = () =>
  new Option("-o, --output <format>", "for people or for scripts").choices(["text", "json"]).default("text");

/** For a script what was found, under its schema's name; for people the lines. */
export function printResult(
  context: CliContext,
  output: string,
  found: { readonly schema: `faultline/${string}@${number}`; readonly [field: string]: unknown },
  lines: () => readonly string[],
): void {
  if (output === "json") printJson(context, found);
  else printLines(context, lines());
}

export function printJson(context: CliContext, value: unknown): void {
  context.stdout.write(`${jsonText(value)}\n`);
}

export function printLines(context: CliContext, lines: readonly string[]): void {
  context.stdout.write(lines.map((line) => `${line}\n`).join(""));
}
