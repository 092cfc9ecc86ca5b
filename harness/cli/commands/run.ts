import { type Command, InvalidArgumentError } from "commander";
import type { CliContext } from "../../context.ts";
import { depthOption } from "../../plan/depth.ts";
import { profileOption } from "../../plan/select/profile.ts";
import { SELECTOR_HELP } from "../../plan/select/terms.ts";
import type { RunCommand } from "../flows/run-command.ts";
import { pluginOption } from "../plugin-option.ts";
import { forceOption, pointOption } from "../point-option.ts";

export function registerRun(program: Command, context: CliContext): void {
  program
    .command("run")
    .description("run cells on real clusters and write the matrix; all of them when none is selected")
    .argument("[selectors...]", "what to run")
    .option("--fresh", "a cluster of its own for every cell", false)
    .addOption(profileOption())
    .addOption(depthOption())
    .addOption(pointOption())
    .addOption(forceOption())
    .addOption(pluginOption())
    .option("--attempts <n>", "tries of a cell that is not as expected; differing tries are flaky", count, 2)
    .option(
      "--parallel <n>",
      "clusters at once; default: what the machine carries (see faultline doctor)",
      count,
    )
    .addHelpText("after", `\n${SELECTOR_HELP}`)
    .action(async (selectors: string[], options: Omit<RunCommand, "selectors">) => {
      const { runCommand } = await import("../flows/run-command.ts");
      context.setExit(await runCommand({ selectors, ...options }, context));
    });
}

export function count(text: string): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1 || number > 64)
    throw new InvalidArgumentError("a whole number from 1 to 64 is wanted.");
  return number;
}
