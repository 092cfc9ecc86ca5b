import { type Command, Option } from "commander";
import type { CliContext } from "../../context.ts";
import { pointOf } from "../../plan/point.ts";
import { SELECTOR_HELP } from "../../plan/select/terms.ts";
import { acceptOption, formatOption } from "../diff-options.ts";
import type { UpgradeCommand } from "../flows/upgrade-command.ts";
import { withRunOptions } from "../run-options.ts";

export function registerUpgrade(program: Command, context: CliContext): void {
  const side = (flag: string, meaning: string) =>
    new Option(`--${flag} <versions>`, meaning).argParser(pointOf).makeOptionMandatory();
  const upgrade = program
    .command("upgrade")
    .description(
      "run cells with the versions before and after an upgrade, and say which fixes are lost by it; 1 while a loss is not accepted",
    )
    .argument("[selectors...]", "which cells; without any what --profile and --budget have, with '*' all")
    .addOption(side("from", "the versions there are, e.g. kubernetes=1.32.5"))
    .addOption(side("to", "the versions to come, e.g. kubernetes=1.34.4,metrics-server=0.9.0"))
    .option(
      "--in-place",
      "upgrade metrics-server of the same cluster once a fix is in: does the fix survive it?",
      false,
    )
    .option(
      "--bisect",
      "for each cell that changed, the first version between with which it does; --from and --to differ in one component",
      false,
    )
    .addOption(acceptOption())
    .addOption(formatOption());
  withRunOptions(upgrade)
    .addHelpText("after", `\n${SELECTOR_HELP}`)
    .action(async (selectors: string[], options: Omit<UpgradeCommand, "selectors">) => {
      const { upgradeCommand } = await import("../flows/upgrade-command.ts");
      await upgradeCommand({ selectors, ...options }, context);
    });
}
