import type { Command } from "commander";
import { shellQuote } from "../../../base/text/shell-quote.ts";
import type { CliContext } from "../../context.ts";
import { type Output, outputOption, printResult } from "../output.ts";

export function registerEnv(program: Command, context: CliContext): void {
  program
    .command("env")
    .description(
      "print the export lines to use the engine, the toolchain's programs and a kept cluster by hand",
    )
    .argument("[run]", "the kept run whose cluster is meant; the newest when none is given")
    .addOption(outputOption())
    .addHelpText("after", '\nUse it as: eval "$(faultline env)"')
    .action(async (run: string | undefined, { output }: Output) => {
      const { handEnvironment } = await import("../hand-environment.ts");
      const variables = await handEnvironment(context, run);
      const lines = Object.entries(variables).map(([name, value]) => `export ${name}=${quoted(name, value)}`);
      printResult(context, output, { schema: "faultline/env@1", variables }, () =>
        lines.length > 0 ? lines : ["# nothing is running or kept, and no toolchain is built"],
      );
    });
}

/** For a POSIX shell. PATH goes before what the shell has, so only it is left open. */
function quoted(name: string, value: string): string {
  const single = shellQuote(value);
  return name === "PATH" ? `${single}:"$PATH"` : single;
}
