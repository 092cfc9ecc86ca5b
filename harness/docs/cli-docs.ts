import type { Command } from "commander";
import { SELECTOR_HELP } from "../plan/select/terms.ts";
import { GENERATED } from "./generated.ts";

/** docs/cli.md: every command as `--help` describes it. */
export function cliDocs(program: Command): string {
  return [
    GENERATED,
    "# Command line",
    "",
    program.description(),
    "",
    "Call it as `npx faultline <command>` in this folder; what it prints says `faultline` for short. Exit codes: [exit-codes.md](exit-codes.md). Variables: [environment.md](environment.md).",
    "",
    "## Selectors",
    "",
    "What `run`, `plan` and `list` take.",
    "",
    "```",
    SELECTOR_HELP,
    "```",
    "",
    ...leaves(program).flatMap(section),
  ].join("\n");
}

/** Commands that do something; one that only holds others is described by them. */
function leaves(command: Command): readonly Command[] {
  return command.commands.flatMap((each) => (each.commands.length > 0 ? leaves(each) : [each]));
}

function section(command: Command): readonly string[] {
  const help = command.createHelp();
  return [
    `## ${fullName(command)}`,
    "",
    sentence(command.description()),
    "",
    "```",
    help.commandUsage(command),
    "```",
    "",
    ...table(
      ["argument", "meaning"],
      help
        .visibleArguments(command)
        .map((argument) => [help.argumentTerm(argument), help.argumentDescription(argument)]),
    ),
    ...table(
      ["option", "meaning"],
      help
        .visibleOptions(command)
        .filter(({ long }) => long !== "--help")
        .map((option) => [help.optionTerm(option), help.optionDescription(option)]),
    ),
  ];
}

function fullName(command: Command): string {
  return command.parent ? `${fullName(command.parent)} ${command.name()}` : command.name();
}

function table(
  heads: readonly [string, string],
  rows: readonly (readonly [string, string])[],
): readonly string[] {
  if (rows.length === 0) return [];
  const cell = (text: string) => text.replaceAll("|", "\\|");
  return [
    `| ${heads.join(" | ")} |`,
    "|---|---|",
    ...rows.map(([term, text]) => `| \`${cell(term)}\` | ${cell(text)} |`),
    "",
  ];
}

const sentence = (text: string) => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
