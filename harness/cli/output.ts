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
