import type { Command } from "commander";
import type { CliContext } from "../../context.ts";
import { printLines } from "../output.ts";

export function registerInit(program: Command, context: CliContext): void {
  program
    .command("init")
    .description("make this folder a project with scenarios of its own: faultline.config.ts and scenarios/")
    .action(async () => {
      const { initProject } = await import("../flows/init-project.ts");
      printLines(context, await initProject(process.cwd()));
    });
}
