import type { Command } from "commander";
import type { CliContext } from "../../context.ts";
import { UsageError } from "../../usage-error.ts";
import { acceptOption, type DiffOptions, formatOption } from "../diff-options.ts";
import { printDiff, today } from "../print-diff.ts";

interface Options extends DiffOptions {
  readonly baseline?: string;
  readonly waivers?: string;
}

export function registerDiff(program: Command, context: CliContext): void {
  program
    .command("diff")
    .description("compare two finished runs cell by cell, gravest first; 1 while a loss is not accepted")
    .argument(
      "[before]",
      "a run's id, its folder, its journal.ndjson, or a matrix.json that was kept; of a run at several versions one side, as in <run>@metrics-server=0.8.0",
    )
    .argument("[after]", "the same of the other run")
    .option(
      "--baseline <file>",
      "a committed matrix.json as the run before; then one run is named, or none for the newest",
    )
    .option(
      "--waivers <file>",
      "losses that are known, a line each as --accept takes them; # begins a comment; one whose day has passed is a 1",
    )
    .addOption(acceptOption())
    .addOption(formatOption())
    .action(async (before: string | undefined, after: string | undefined, options: Options) => {
      const { acceptanceOf } = await import("../../report/diff/acceptance.ts");
      const { diffRuns } = await import("../../report/diff/diff-runs.ts");
      const { refuseIdle, refuseIncomparable } = await import("../../report/diff/refuse.ts");
      const { readWaivers } = await import("../../report/diff/waivers.ts");
      const { readSide } = await import("../../report/read-matrix.ts");
      const accepted = [
        ...options.accept.map(acceptanceOf),
        ...(options.waivers === undefined ? [] : await readWaivers(options.waivers)),
      ];
      const { results } = context.places;
      const [first, second] = await sidesOf(results, [before, after], options.baseline);
      const [left, right] = [readSide(results, first), readSide(results, second)];
      // What is wrong with the first is told first.
      right.catch(() => {});
      const diff = diffRuns(await left, await right, accepted, today(context));
      refuseIncomparable(diff);
      refuseIdle(diff, accepted);
      await printDiff(context, options.output, diff);
    });
}

/** The names of the two runs. @throws UsageError where they are not two. */
async function sidesOf(
  results: string,
  [before, after]: readonly [string | undefined, string | undefined],
  baseline: string | undefined,
): Promise<readonly [string, string]> {
  if (baseline === undefined) {
    if (before !== undefined && after !== undefined) return [before, after];
    throw new UsageError("name two runs, or --baseline <file> and one run");
  }
  if (after !== undefined)
    throw new UsageError(`--baseline is the run before: name ${before} or ${after}, not both`);
  if (!baseline.endsWith(".json"))
    throw new UsageError(
      `--baseline ${baseline} is no matrix.json: keep that of a run that was as it should be`,
    );
  const { findJournal } = await import("../../report/find-journal.ts");
  return [baseline, before ?? (await findJournal(results, undefined))];
}
