import { Command } from "commander";
import { EXIT_CODES } from "../../base/exit-codes.ts";
import type { CliContext } from "../context.ts";
import { oneLine } from "../report/clean-text.ts";
import { registerCheck } from "./commands/check.ts";
import { registerConfusion } from "./commands/confusion.ts";
import { registerDiagnose } from "./commands/diagnose.ts";
import { registerDiff } from "./commands/diff.ts";
import { registerDoctor } from "./commands/doctor.ts";
import { registerEnv } from "./commands/env.ts";
import { registerExplain } from "./commands/explain.ts";
import { registerInit } from "./commands/init.ts";
import { registerList } from "./commands/list.ts";
import { registerMerge } from "./commands/merge.ts";
import { registerNew } from "./commands/new.ts";
import { registerPlan } from "./commands/plan.ts";
import { registerPrune } from "./commands/prune.ts";
import { registerReport } from "./commands/report.ts";
import { registerRepro } from "./commands/repro.ts";
import { registerRun } from "./commands/run.ts";
import { registerStack } from "./commands/stack.ts";
import { registerToolchain } from "./commands/toolchain.ts";
import { registerUpgrade } from "./commands/upgrade.ts";
import { registerWatch } from "./commands/watch.ts";

/** Every command; docs/cli.md is generated from this. Nothing heavy is imported before a command's action runs. */
export function buildProgram(context: CliContext, version: string): Command {
  const program = new Command("faultline")
    .description(
      "Stands up real clusters in documented faulty configurations, asserts the documented symptom, applies the documented fix, asserts recovery.",
    )
    .version(version, "--version", "print the version")
    .helpOption("-h, --help", "print help")
    .helpCommand(false)
    .configureOutput({
      writeOut: (text) => context.stdout.write(text),
      writeErr: (text) => context.stderr.write(text),
      // One line: the parser puts its suggestion on a second one, and has none for what is missing or not known.
      outputError: (text, write) =>
        write(`faultline: ${oneLine(withRemedy(text.replace(/^error: /, "")))}\n`),
    })
    .addHelpText("after", `\nExit codes:\n${exitCodeHelp()}`)
    .exitOverride();
  for (const register of COMMANDS) register(program, context);
  return program;
}

function withRemedy(text: string): string {
  return /^(missing required|unknown|too many)/.test(text) && !text.includes("Did you mean")
    ? `${text.trim()}; see faultline --help, or --help of the command`
    : text;
}

/** In the order of the help. */
const COMMANDS = [
  registerRun,
  registerRepro,
  registerList,
  registerInit,
  registerNew,
  registerCheck,
  registerWatch,
  registerPlan,
  registerMerge,
  registerReport,
  registerDiff,
  registerUpgrade,
  registerConfusion,
  registerDiagnose,
  registerExplain,
  registerDoctor,
  registerToolchain,
  registerStack,
  registerEnv,
  registerPrune,
];

function exitCodeHelp(): string {
  return Object.values(EXIT_CODES)
    .map(({ code, meaning }) => `  ${String(code).padEnd(4)} ${meaning}`)
    .join("\n");
}
