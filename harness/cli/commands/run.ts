import { type Command, Option } from "commander";
import type { CliContext } from "../../context.ts";
import { SELECTOR_HELP } from "../../plan/select/terms.ts";
import { shardOf } from "../../plan/shards/shard.ts";
import type { RunCommand } from "../flows/run-asked.ts";
import { pointOption } from "../point-option.ts";
import { withRunOptions } from "../run-options.ts";

/** What says which cells there are, and is taken from the earlier run. */
const ASKED = ["at", "depth", "profile", "budget", "force"];

export function registerRun(program: Command, context: CliContext): void {
  withRunOptions(program.command("run"))
    .description(
      "run cells on real clusters and write the matrix; without selectors what --profile and --budget have, with '*' all",
    )
    .argument("[selectors...]", "what to run")
    .addOption(pointOption())
    .addOption(
      new Option(
        "--resume <run>",
        "go on with a run that was cut or stopped, or merged without a shard, in a new one: what has ended stays, the rest is run as it was asked for",
      ).conflicts([
        "failed",
        "shard",
        "resumeCut",
        ...ASKED,
        "fresh",
        "attempts",
        "repeat",
        "plugin",
        "diagnose",
      ]),
    )
    .addOption(
      new Option(
        "--failed <run>",
        "run the cells of a run again that were not as expected, with its versions, depth and profile",
      ).conflicts([...ASKED, "shard"]),
    )
    .addOption(
      new Option(
        "--shard <i/n>",
        "only part i of n, as faultline plan --shards n divides the plan; faultline merge puts them together",
      ).argParser(shardOf),
    )
    .option(
      "--resume-cut",
      "with --shard: go on with a run of that shard of the same plan that was cut, where the results have one",
      false,
    )
    .option(
      "--diagnose",
      "say of every stand, healthy and faulty, what faultline diagnose does, and how often it was right",
      false,
    )
    .addHelpText("after", `\n${SELECTOR_HELP}`)
    .action(async (selectors: string[], options: Omit<RunCommand, "selectors">) => {
      const { runCommand } = await import("../flows/run-command.ts");
      context.setExit(await runCommand({ selectors, ...options }, context));
    });
}
