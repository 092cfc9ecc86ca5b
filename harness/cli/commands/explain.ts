import type { Command } from "commander";
import type { CliContext } from "../../context.ts";
import { type Output, outputOption, printResult } from "../output.ts";

export function registerExplain(program: Command, context: CliContext): void {
  program
    .command("explain")
    .description(
      "say what a code of `diagnose` means, how it shows, and what each documented fix did; asks no cluster",
    )
    .argument("<code>", "a scenario's id, such as bad-flag-pair")
    .addOption(outputOption())
    .action(async (code: string, { output }: Output) => {
      const { explanationOf } = await import("../flows/explain-code.ts");
      const { explanationLines } = await import("../../diagnose/report/explanation-lines.ts");
      const explanation = await explanationOf(context, code);
      printResult(context, output, explanation, () => explanationLines(explanation));
    });
}
