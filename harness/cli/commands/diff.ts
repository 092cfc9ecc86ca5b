import { type Command, Option } from "commander";
import { EXIT_CODES } from "../../../base/exit-codes.ts";
import type { CliContext } from "../../context.ts";
import type { Acceptance } from "../../report/diff/acceptance.ts";
import { printJson, printLines } from "../output.ts";

interface Options {
  readonly output: "text" | "json" | "md";
  readonly accept: readonly string[];
}

export function registerDiff(program: Command, context: CliContext): void {
  program
    .command("diff")
    .description("compare two finished runs cell by cell, gravest first; 1 while a loss is not accepted")
    .argument("<before>", "a run's id, its folder, its journal.ndjson, or a matrix.json that was kept")
    .argument("<after>", "the same of the other run")
    .option(
      "--accept <loss>",
      'a loss that is known: "<cell>=<yyyy-mm-dd>: <reason>", until that day',
      (text: string, before: readonly string[]) => [...before, text],
      [],
    )
    .addOption(
      new Option("-o, --output <format>", "for people, scripts or a pull request")
        .choices(["text", "json", "md"])
        .default("text"),
    )
    .action(async (before: string, after: string, { output, accept }: Options) => {
      const { acceptanceOf } = await import("../../report/diff/acceptance.ts");
      const { diffRuns } = await import("../../report/diff/diff-runs.ts");
      const { readMatrix } = await import("../../report/read-matrix.ts");
      const accepted: readonly Acceptance[] = accept.map(acceptanceOf);
      const { results } = context.places;
      const today = new Date(context.clock.now()).toISOString().slice(0, 10);
      const diff = diffRuns(
        await readMatrix(results, before),
        await readMatrix(results, after),
        accepted,
        today,
      );
      // Before anything is printed: a reader that leaves early must not make a loss green.
      if (diff.unaccepted.length > 0) context.setExit(EXIT_CODES.unexpected.code);
      if (output === "json") printJson(context, diff);
      else if (output === "md")
        printLines(context, (await import("../../report/diff/diff-markdown.ts")).diffMarkdown(diff));
      else {
        const { diffLines } = await import("../../report/diff/diff-lines.ts");
        const { painter } = await import("../../report/terminal/paint.ts");
        printLines(context, diffLines(diff, painter(context.color)));
      }
    });
}
