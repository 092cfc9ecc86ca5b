import type { Command } from "commander";
import { EXIT_CODES } from "../../../base/exit-codes.ts";
import { columns } from "../../../base/text/columns.ts";
import type { CliContext } from "../../context.ts";
import { type Output, outputOption, printJson, printLines } from "../output.ts";

export function registerCheck(program: Command, context: CliContext): void {
  program
    .command("check")
    .description(
      "say without a cluster what is wrong with scenarios, what they would change and look at, and how long a cell takes; 2 if anything is wrong",
    )
    .argument("[scenarios...]", "ids or files; all, a line each, when none is given")
    .addOption(outputOption())
    .action(async (names: string[], { output }: Output) => {
      const { checkFiles } = await import("../../check/check-files.ts");
      const { checkLines, summaryRow } = await import("../../check/check-lines.ts");
      const { checked, problems } = await checkFiles(context.scenarios, names);
      // Before anything is printed: a reader that leaves early must not make it right.
      if (problems.length > 0) context.setExit(EXIT_CODES.usage.code);
      if (output === "json") {
        const scenarios = checked.map(({ scenario, steps, looks, cells }) => ({
          id: scenario.id,
          steps,
          looks,
          cells,
        }));
        return printJson(context, { schema: "faultline/check@1", problems, scenarios });
      }
      const lines =
        names.length > 0
          ? checked.flatMap((one) => checkLines(one, context.color))
          : columns(checked.map(summaryRow));
      printLines(context, lines);
      if (problems.length > 0) {
        const { InvalidScenarios } = await import("../../scenario/errors.ts");
        throw new InvalidScenarios(problems);
      }
    });
}
