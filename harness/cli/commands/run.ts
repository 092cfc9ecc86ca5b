import type { Command } from "commander";
import type { CliContext } from "../../context.ts";
import { SELECTOR_HELP } from "../../plan/select/terms.ts";
import type { RunCommand } from "../flows/run-command.ts";
import { pointOption } from "../point-option.ts";
import { withRunOptions } from "../run-options.ts";

export function registerRun(program: Command, context: CliContext): void {
  withRunOptions(program.command("run"))
    .description("run cells on real clusters and write the matrix; all of them when none is selected")
    .argument("[selectors...]", "what to run")
    .addOption(pointOption())
    .addHelpText("after", `\n${SELECTOR_HELP}`)
    .action(async (selectors: string[], options: Omit<RunCommand, "selectors">) => {
      const { runCommand } = await import("../flows/run-command.ts");
      context.setExit(await runCommand({ selectors, ...options }, context));
    });
}
