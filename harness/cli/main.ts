#!/usr/bin/env node
import { CommanderError } from "commander";
import { EXIT_CODES, type ExitCode } from "../../base/exit-codes.ts";
import { FaultlineError } from "../../base/faultline-error.ts";
import { interruptSignal, processContext } from "../context.ts";
import { OWN_VERSION } from "../version.ts";
import { findConfig } from "./config/find.ts";
import { errorText } from "./error-text.ts";
import { buildProgram } from "./program.ts";

// A reader that left (`faultline list | head -1`) is no error of ours.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code === "EPIPE") process.exit(process.exitCode ?? EXIT_CODES.ok.code);
  throw error;
});

// Nobody is left to be told, and what was created has to go all the same.
process.stderr.on("error", () => {});

const signal = interruptSignal(process.stderr);
try {
  const file = findConfig(process.cwd());
  const config = file === undefined ? {} : await (await import("./config/load.ts")).loadConfig(file);
  await buildProgram(processContext(signal, config), OWN_VERSION).parseAsync();
} catch (error) {
  process.exitCode = report(error);
}

/** Prints what a person needs to know of an error and gives the code to end with. */
function report(error: unknown): ExitCode {
  if (error instanceof CommanderError)
    return error.exitCode === 0 ? EXIT_CODES.ok.code : EXIT_CODES.usage.code;
  if (signal.aborted) return EXIT_CODES.interrupted.code;
  process.stderr.write(errorText(error, process.env));
  return error instanceof FaultlineError ? error.exit : EXIT_CODES.infrastructure.code;
}
