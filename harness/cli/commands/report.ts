import type { Command } from "commander";
import { Option } from "commander";
import type { CliContext } from "../../context.ts";
import { printJson, printLines } from "../output.ts";

const FORMATS = ["term", "md", "json", "junit"] as const;

interface Options {
  readonly format: (typeof FORMATS)[number];
  readonly output?: "json";
  readonly write?: boolean;
}

export function registerReport(program: Command, context: CliContext): void {
  program
    .command("report")
    .description("print a run's matrix, rebuilt from its journal")
    .argument("[run]", "a run's id, its folder or its journal.ndjson; the newest when none is given")
    .addOption(new Option("-f, --format <format>", "how to print it").choices(FORMATS).default("term"))
    .addOption(new Option("-o, --output <format>", "the same as --format json").choices(["json"]))
    .option(
      "--write",
      "write matrix.json, matrix.md, junit.xml and toolchain.json beside the journal instead",
    )
    .action(async (run: string | undefined, options: Options) => {
      const { findJournal } = await import("../../report/find-journal.ts");
      const { readOutline } = await import("../../journal/read-journal.ts");
      const { matrixFrom } = await import("../../report/matrix-from.ts");
      const journal = await findJournal(context.places.results, run);
      const { events } = await readOutline(journal);
      const matrix = matrixFrom(events);
      if (options.write) {
        const { dirname } = await import("node:path");
        const { writeReports } = await import("../../report/write-reports.ts");
        await writeReports(dirname(journal), matrix);
        return printLines(context, [`wrote the reports beside ${journal}`]);
      }
      switch (options.output ?? options.format) {
        case "json":
          return printJson(context, matrix);
        case "md":
          return printLines(context, [(await import("../../report/markdown.ts")).markdownFrom(matrix)]);
        case "junit":
          return printLines(context, [(await import("../../report/junit.ts")).junitFrom(matrix).trimEnd()]);
        case "term": {
          const { summaryLines } = await import("../../report/terminal/summary.ts");
          return printLines(context, summaryLines(matrix, context.color));
        }
      }
    });
}
