import type { Command } from "commander";
import type { CliContext } from "../../context.ts";

export function registerMerge(program: Command, context: CliContext): void {
  program
    .command("merge")
    .description(
      "put the shards of one plan together as a run of its own: what a shard lacks is not run, with that reason, and then it ends with 3",
    )
    .argument("<journals...>", "the shards' journals, their folders, or their runs' ids, in any order")
    .action(async (journals: string[]) => {
      const { mergeCommand } = await import("../flows/merge-command.ts");
      context.setExit(await mergeCommand(journals, context));
    });
}
