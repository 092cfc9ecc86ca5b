import type { Command } from "commander";
import type { CliContext } from "../../context.ts";
import { type Output, outputOption } from "../output.ts";
import { type PluginChoice, pluginOption } from "../plugin-option.ts";

export function registerRepro(program: Command, context: CliContext): void {
  program
    .command("repro")
    .description(
      "stand up a reported fault, keep it, and show the failing command, the fix as a diff and how to remove it",
    )
    .argument("<scenario>", "a scenario's id, or a thread such as k3s-io/k3s#11902")
    .addOption(pluginOption())
    .addOption(outputOption())
    .action(async (selector: string, options: Output & PluginChoice) => {
      const { reproduce } = await import("../flows/reproduce.ts");
      context.setExit(await reproduce(selector, options, context));
    });
}
