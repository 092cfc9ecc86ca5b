import type { Command } from "commander";
import { EXIT_CODES } from "../../../base/exit-codes.ts";
import type { CliContext } from "../../context.ts";
import { type Output, outputOption, printResult } from "../output.ts";

export function registerConfusion(program: Command, context: CliContext): void {
  program
    .command("confusion")
    .description(
      "read a run's cells with every scenario's judge: which faults could be taken for another, 1 if any undeclared",
    )
    .argument("[run]", "a run's id, its folder or its journal.ndjson; the newest when none is given")
    .addOption(outputOption())
    .action(async (run: string | undefined, { output }: Output) => {
      const { findJournal } = await import("../../report/find-journal.ts");
      const { readJournal } = await import("../../journal/read-journal.ts");
      const { loadCatalog } = await import("../../scenario/load/load.ts");
      const { confusionTable, undeclared } = await import("../../judge/confusion.ts");
      const { confusionLines } = await import("../../report/terminal/confusion.ts");
      const { events } = await readJournal(await findJournal(context.places.results, run));
      const scenarios = await loadCatalog(context.scenarios);
      // The plan is written again when the engine turns out to lack an image: the last one counts.
      const planned = events.findLast((event) => event.type === "run.planned")?.cells ?? [];
      const rows = confusionTable(
        scenarios,
        planned.map((cell) => ({ cell, events })),
      );
      printResult(context, output, { schema: "faultline/confusion@1", rows }, () => confusionLines(rows));
      if (undeclared(rows).length > 0) context.setExit(EXIT_CODES.unexpected.code);
      else if (rows.length === 0) context.setExit(EXIT_CODES.nothingRun.code);
    });
}
