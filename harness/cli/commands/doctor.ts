import type { Command } from "commander";
import { EXIT_CODES } from "../../../base/exit-codes.ts";
import { columns } from "../../../base/text/columns.ts";
import type { CliContext } from "../../context.ts";
import type { Check } from "../../doctor/checks.ts";
import { painter } from "../../report/terminal/paint.ts";
import { type Output, outputOption, printResult } from "../output.ts";

export function registerDoctor(program: Command, context: CliContext): void {
  program
    .command("doctor")
    .description("check what this machine offers, with the remedy for what it lacks; changes nothing")
    .addOption(outputOption())
    .action(async ({ output }: Output) => {
      const { gatherFacts } = await import("../../doctor/gather.ts");
      const { checkMachine } = await import("../../doctor/checks.ts");
      const { budgetFor } = await import("../../doctor/budget.ts");
      const facts = await gatherFacts(context);
      const checks = checkMachine(facts);
      const found = { schema: "faultline/doctor@1", checks, budget: budgetFor(facts), facts } as const;
      printResult(context, output, found, () => linesOf(checks, context.color));
      if (checks.some(({ status }) => status === "fail")) context.setExit(EXIT_CODES.environment.code);
    });
}

const COLOURS = { ok: "green", warn: "yellow", fail: "red" } as const;

function linesOf(checks: readonly Check[], color: boolean): readonly string[] {
  const paint = painter(color);
  const rows = columns(checks.map(({ id, status, detail }) => [status, id, detail]));
  return rows.flatMap((row, index) => {
    const check = checks[index] as Check;
    const line = row.replace(/^\w+/, (word) => paint(COLOURS[check.status], word));
    return check.remedy ? [line, `      -> ${check.remedy}`] : [line];
  });
}
