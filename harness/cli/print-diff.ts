import { EXIT_CODES } from "../../base/exit-codes.ts";
import type { CliContext } from "../context.ts";
import type { Diff } from "../report/diff/diff-schema.ts";
import type { DiffOptions } from "./diff-options.ts";
import { printJson, printLines } from "./output.ts";

/** Prints what changed, and says by the exit code whether somebody loses by it. */
export async function printDiff(
  context: CliContext,
  output: DiffOptions["output"],
  diff: Diff,
): Promise<void> {
  // Before anything is printed: a reader that leaves early must not make a loss green.
  if (diff.unaccepted.length + diff.expired.length > 0) context.setExit(EXIT_CODES.unexpected.code);
  if (output === "json") return printJson(context, diff);
  if (output === "md")
    return printLines(context, (await import("../report/diff/diff-markdown.ts")).diffMarkdown(diff));
  const { diffLines } = await import("../report/diff/diff-lines.ts");
  const { painter } = await import("../report/terminal/paint.ts");
  printLines(context, diffLines(diff, painter(context.color)));
}

/** The day on which acceptances count, as UTC has it. */
export function today({ clock }: Pick<CliContext, "clock">): string {
  return new Date(clock.now()).toISOString().slice(0, 10);
}
