import type { Command } from "commander";
import { Option } from "commander";
import type { CliContext } from "../../context.ts";
import type { Compared } from "../../report/diff/compared.ts";
import { printJson, printLines } from "../output.ts";

const FORMATS = ["term", "md", "json", "junit", "ctrf", "html"] as const;

interface Options {
  readonly format: (typeof FORMATS)[number];
  readonly output?: "json";
  readonly write?: boolean;
  readonly since?: string;
  readonly open?: boolean;
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
      "write matrix.json, matrix.md, junit.xml, ctrf.json, report.html and toolchain.json beside the journal instead",
    )
    .option(
      "--open",
      "write them, and open report.html in a browser; where there is none, its path is printed",
    )
    .addOption(
      new Option("--since <run>", "another run, named as for diff, that report.html says the changes since"),
    )
    .action(async (run: string | undefined, options: Options) => {
      const { findJournal } = await import("../../report/find-journal.ts");
      const { readRun, readRunOutline, runOf } = await import("../../report/read-run.ts");
      const journal = await findJournal(context.places.results, run);
      const isPage = options.write || options.open || options.format === "html";
      const { matrix, events } = isPage ? await readRun(journal) : await runOf(await readRunOutline(journal));
      const page = { matrix, events, since: await sinceOf(options, context) };
      if (options.write || options.open) {
        const { dirname, join } = await import("node:path");
        const { PAGE, writeReports } = await import("../../report/write-reports.ts");
        await writeReports(dirname(journal), page);
        if (!options.open) return printLines(context, [`wrote the reports beside ${journal}`]);
        const { openInBrowser } = await import("../open-in-browser.ts");
        return printLines(context, [await openInBrowser(join(dirname(journal), PAGE), context)]);
      }
      switch (options.output ?? options.format) {
        case "json":
          return printJson(context, matrix);
        case "md":
          return printLines(context, [(await import("../../report/markdown.ts")).markdownFrom(matrix)]);
        case "junit":
          return printLines(context, [(await import("../../report/junit.ts")).junitFrom(matrix).trimEnd()]);
        case "html":
          return printLines(context, [(await import("../../report/html/page.ts")).htmlFrom(page).trimEnd()]);
        case "ctrf":
          return printJson(context, (await import("../../report/ctrf.ts")).ctrfFrom(matrix));
        case "term": {
          const { summaryLines } = await import("../../report/terminal/summary.ts");
          return printLines(context, summaryLines(matrix, context.color));
        }
      }
    });
}

async function sinceOf({ since }: Options, { places }: CliContext): Promise<Compared | undefined> {
  if (since === undefined) return undefined;
  const { readSide } = await import("../../report/read-matrix.ts");
  return readSide(places.results, since);
}
