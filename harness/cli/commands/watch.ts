import type { Command } from "commander";
import type { CliContext } from "../../context.ts";
import type { WatchAsked } from "../flows/watch-command.ts";
import { outputOption } from "../output.ts";
import { pluginOption } from "../plugin-option.ts";

export function registerWatch(program: Command, context: CliContext): void {
  program
    .command("watch")
    .description(
      "keep a scenario's stand while its file is written: at each save check it, apply what changed, and show each signature as seen or not yet, with the text that came nearest",
    )
    .argument("<scenario>", "a scenario's id, or its file")
    .option(
      "--fix <id>",
      "apply this fix once the fault's signatures are all seen, and show recovery in the same way",
    )
    .option(
      "--once",
      "end after the first round: with 0 when all signatures were seen within the scenario's limit (and the fix did what is expected of it), else with 1",
      false,
    )
    .addOption(pluginOption())
    .addOption(outputOption())
    .action(async (selector: string, options: WatchAsked) => {
      const { watchCommand } = await import("../flows/watch-command.ts");
      context.setExit(await watchCommand(selector, options, context));
    });
}
