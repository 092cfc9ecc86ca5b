import { dirname } from "node:path";
import type { Clock } from "../base/clock.ts";
import { codeFile } from "../base/code-file.ts";
import type { Exec } from "../base/exec.ts";
import { EXIT_CODES, type ExitCode } from "../base/exit-codes.ts";
import { type Places, placesFrom } from "../base/places.ts";
import { systemClock } from "../base/system-clock.ts";

/** What a command gets of the outside; a command reads nothing else of the process. */
export interface CliContext {
  readonly places: Places;
  readonly exec: Exec;
  readonly clock: Clock;
  readonly env: NodeJS.ProcessEnv;
  readonly stdout: NodeJS.WritableStream;
  readonly stderr: NodeJS.WritableStream;
  /** Whether stdout is a terminal that may be redrawn. */
  readonly isTTY: boolean;
  /** Whether to colour: a terminal, and NO_COLOR unset (https://no-color.org). */
  readonly color: boolean;
  /** Folder with the scenario files; FAULTLINE_SCENARIOS_DIR, else the project's, else those that come with faultline. */
  readonly scenarios: string;
  /** Sets what the process ends with when the command returns. */
  readonly setExit: (code: ExitCode) => void;
  /** Aborted by the first SIGINT or SIGTERM. */
  readonly signal: AbortSignal;
}

/** Folders that a project configures, absolute. */
interface Configured {
  readonly scenarios?: string;
  readonly results?: string;
}

/** The context of a real process; what its environment says goes before what is configured. */
export function processContext(signal: AbortSignal, { scenarios, results }: Configured = {}): CliContext {
  const { env, stdout, stderr } = process;
  const { FAULTLINE_RESULTS_DIR = "" } = env;
  const isTTY = stdout.isTTY === true && env.TERM !== "dumb" && env.CI === undefined;
  return {
    places: placesFrom({ ...env, FAULTLINE_RESULTS_DIR: FAULTLINE_RESULTS_DIR || results }),
    // What starts programs is half of the modules of a command that starts none.
    exec: async (...asked) => (await import("../base/exec.ts")).systemExec(...asked),
    clock: systemClock,
    env,
    stdout,
    stderr,
    isTTY,
    color: isTTY && !env.NO_COLOR,
    scenarios:
      (env.FAULTLINE_SCENARIOS_DIR || scenarios) ?? dirname(codeFile("../scenarios/modes", import.meta.url)),
    setExit: (code) => {
      process.exitCode = code;
    },
    signal,
  };
}

/** Aborts at the first SIGINT or SIGTERM; a second one ends the process at once, the reaper and `prune` clean up after it. */
export function interruptSignal(stderr: NodeJS.WritableStream): AbortSignal {
  const controller = new AbortController();
  const onSignal = (name: NodeJS.Signals) => {
    if (controller.signal.aborted) process.exit(EXIT_CODES.interrupted.code);
    stderr.write(`faultline: ${name} received: removing what was created; send it again to stop at once\n`);
    controller.abort(new DOMException(`stopped by ${name}`, "AbortError"));
  };
  process.on("SIGINT", onSignal);
  process.on("SIGTERM", onSignal);
  return controller.signal;
}
