import type { Command } from "commander";
import type { CliContext } from "../../context.ts";
import { acceptOption, type DiffOptions, formatOption } from "../diff-options.ts";
import { printDiff, today } from "../print-diff.ts";

export function registerDiff(program: Command, context: CliContext): void {
  program
    .command("diff")
    .description("compare two finished runs cell by cell, gravest first; 1 while a loss is not accepted")
    .argument(
      "<before>",
      "a run's id, its folder, its journal.ndjson, or a matrix.json that was kept; of a run at several versions one side, as in <run>@metrics-server=0.8.0",
    )
    .argument("<after>", "the same of the other run")
    .addOption(acceptOption())
    .addOption(formatOption())
    .action(async (before: string, after: string, { output, accept }: DiffOptions) => {
      const { acceptanceOf } = await import("../../report/diff/acceptance.ts");
      const { diffRuns } = await import("../../report/diff/diff-runs.ts");
      const { refuseIdle, refuseIncomparable } = await import("../../report/diff/refuse.ts");
      const { readSide } = await import("../../report/read-matrix.ts");
      const accepted = accept.map(acceptanceOf);
      const { results } = context.places;
      const sides = [await readSide(results, before), await readSide(results, after)] as const;
      const diff = diffRuns(...sides, accepted, today(context));
      refuseIncomparable(diff);
      refuseIdle(diff, accepted);
      await printDiff(context, output, diff);
    });
}
