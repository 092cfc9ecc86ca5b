import type { Command } from "commander";
import { depthOption } from "../plan/depth.ts";
import { budgetOption, profileOption } from "../plan/select/profile.ts";
import { count, parallelOption } from "./parallel-option.ts";
import { pluginOption } from "./plugin-option.ts";
import { forceOption } from "./point-option.ts";

/** What every command takes that runs cells. */
export function withRunOptions(command: Command): Command {
  return command
    .option("--fresh", "a cluster of its own for every cell", false)
    .addOption(profileOption())
    .addOption(budgetOption())
    .addOption(depthOption())
    .addOption(forceOption())
    .addOption(pluginOption())
    .option("--attempts <n>", "tries of a cell that is not as expected; differing tries are flaky", count, 2)
    .option(
      "--repeat <n>",
      "run every cell so often, whatever comes of it: how often does it fail?",
      count,
      1,
    )
    .addOption(parallelOption());
}
