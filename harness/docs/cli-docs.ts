import type { Command } from "commander";
import { SELECTOR_HELP } from "../plan/select/terms.ts";
import { fenced, generatedPage, table } from "./markdown.ts";

/** docs/cli.md: every command as `--help` describes it. */
export function cliDocs(program: Command): string {
  return generatedPage(
    "# Command line",
    program.description(),
    "Call it as `npx faultline <command>` in this folder; what it prints says `faultline` for short. Exit codes: [exit-codes.md](exit-codes.md). Variables: [environment.md](environment.md).",
    "## Selectors",
    "What `run`, `upgrade`, `plan` and `list` take.",
    fenced("", SELECTOR_HELP),
    ...leaves(program).flatMap(section),
  );
}

/** Commands that do something; one that only holds others is described by them. */
function leaves(command: Command): readonly Command[] {
  return command.commands.flatMap((each) => (each.commands.length > 0 ? leaves(each) : [each]));
}

function section(command: Command): readonly string[] {
  const help = command.createHelp();
  const words = help.visibleArguments(command);
  const options = help.visibleOptions(command).filter(({ long }) => long !== "--help");
  return [
    `## ${fullName(command)}`,
    sentence(command.description()),
    fenced("", help.commandUsage(command)),
    ...terms(
      "argument",
      words.map((each) => [help.argumentTerm(each), help.argumentDescription(each)]),
    ),
    ...terms(
      "option",
      options.map((each) => [help.optionTerm(each), help.optionDescription(each)]),
    ),
  ];
}

function fullName(command: Command): string {
  return command.parent ? `${fullName(command.parent)} ${command.name()}` : command.name();
}

function terms(kind: string, rows: readonly (readonly [string, string])[]): readonly string[] {
  const columns = rows.map(([term, text]) => [`\`${term}\``, text]);
  return rows.length > 0 ? [table([kind, "meaning"], columns)] : [];
}

const sentence = (text: string) => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
