import type { Command } from "commander";
import { columns } from "../../../base/text/columns.ts";
import type { CliContext } from "../../context.ts";
import { SELECTOR_HELP, threadOf } from "../../plan/select/terms.ts";
import { outputOption, printJson, printLines } from "../output.ts";

export function registerList(program: Command, context: CliContext): void {
  program
    .command("list")
    .description("list the scenarios: what is documented, where, and how many fixes are tried")
    .argument("[selectors...]", "which scenarios; all when none is given")
    .addOption(outputOption())
    .addHelpText("after", `\n${SELECTOR_HELP}`)
    .action(async (selectors: string[], { output }: { output: string }) => {
      const { loadScenarios } = await import("../../scenario/load/load.ts");
      const { selectCells } = await import("../../plan/select/select-cells.ts");
      const loaded = await loadScenarios(context.scenarios);
      const picked = new Set(
        selectCells(
          loaded.map(({ scenario }) => scenario),
          selectors,
        ).map(({ scenario }) => scenario),
      );
      const scenarios = [...picked].map((scenario) => ({
        id: scenario.id,
        mode: scenario.mode,
        title: scenario.title,
        threads: scenario.sources.filter(({ ref }) => threadOf(ref) !== undefined).map(({ ref }) => ref),
        tags: scenario.tags,
        platforms: scenario.platforms,
        fixes: scenario.fixes.map(({ id, title, claim, expect, control }) => ({
          id,
          title,
          claim: claim.outcome,
          expected: expect.outcome,
          control: control ?? false,
        })),
      }));
      if (output === "json") return printJson(context, { schema: "faultline/list@1", scenarios });
      const rows = scenarios.map(({ id, mode, fixes, threads, title }) => [
        id,
        mode,
        String(fixes.length),
        threads[0] ? threads[0] + (threads.length > 1 ? ` +${threads.length - 1}` : "") : "-",
        title,
      ]);
      printLines(context, columns([["SCENARIO", "MODE", "FIXES", "THREADS", "TITLE"], ...rows]));
    });
}
