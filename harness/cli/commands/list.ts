import { type Command, Option } from "commander";
import { columns } from "../../../base/text/columns.ts";
import type { CliContext } from "../../context.ts";
import { PROFILES, type Profile } from "../../plan/select/profile.ts";
import { SELECTOR_HELP, threadOf } from "../../plan/select/terms.ts";
import { type Output, outputOption, printResult } from "../output.ts";

interface Options extends Output {
  readonly profile?: Profile;
}

export function registerList(program: Command, context: CliContext): void {
  program
    .command("list")
    .description("list the scenarios: what is documented, where, and how many fixes are tried")
    .argument("[selectors...]", "which scenarios; all when none is given")
    .addOption(
      new Option("--profile <name>", "what this profile of `run` has of them, before any budget").choices(
        PROFILES,
      ),
    )
    .addOption(outputOption())
    .addHelpText("after", `\n${SELECTOR_HELP}`)
    .action(async (selectors: string[], { output, profile }: Options) => {
      const { selectedScenarios, scenariosIn } = await import("../flows/choose-scenario.ts");
      const picked =
        profile === undefined
          ? await selectedScenarios(context, selectors)
          : await scenariosIn(context, selectors, profile);
      const scenarios = picked.map((scenario) => ({
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
      const rows = scenarios.map(({ id, mode, fixes, threads, title }) => [
        id,
        mode,
        String(fixes.length),
        threads[0] ? threads[0] + (threads.length > 1 ? ` +${threads.length - 1}` : "") : "-",
        title,
      ]);
      printResult(context, output, { schema: "faultline/list@1", scenarios }, () =>
        columns([["SCENARIO", "MODE", "FIXES", "THREADS", "TITLE"], ...rows]),
      );
    });
}
