import type { Command } from "commander";
import type { CliContext } from "../../context.ts";
import type { NewScenario } from "../flows/new-scenario.ts";
import { printLines } from "../output.ts";

export function registerNew(program: Command, context: CliContext): void {
  program
    .command("new")
    .description("write a scenario of a thread with every field and where to find it, to be filled in")
    .argument("<thread>", "owner/repo#number, or the address of an issue, pull request or discussion")
    .option("--id <id>", "its name; default: <repo>-<number>")
    .option(
      "--mode <mode>",
      "a failure mode of the catalog, e.g. F15; default: a new one with the next number",
    )
    .action(async (thread: string, options: NewScenario) => {
      const { newScenario } = await import("../flows/new-scenario.ts");
      printLines(context, await newScenario(context.scenarios, thread, options));
    });
}
