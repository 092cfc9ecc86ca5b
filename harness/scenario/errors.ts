import { EXIT_CODES } from "../../base/exit-codes.ts";
import { FaultlineError } from "../../base/faultline-error.ts";

/** One thing wrong in a scenario file; `line` and `column` count from 1, as editors do. */
export interface LocatedProblem {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

/** Scenario files that cannot be used. Raised before anything is created. */
export class InvalidScenarios extends FaultlineError {
  readonly code = "SCENARIO_INVALID";
  readonly exit = EXIT_CODES.usage.code;
  readonly problems: readonly LocatedProblem[];

  constructor(problems: readonly LocatedProblem[], options?: { cause?: unknown }) {
    const lines = problems.map(({ file, line, column, message }) => `${file}:${line}:${column}: ${message}`);
    super(
      [...lines, "Correct it as scenarios/README.md describes; nothing was created."].join("\n"),
      options,
    );
    this.problems = problems;
  }
}

/** The folder of scenarios is not there or holds none. */
export class NoScenarios extends FaultlineError {
  readonly code = "SCENARIO_NONE";
  readonly exit = EXIT_CODES.usage.code;

  constructor(dir: string, options?: { cause?: unknown }) {
    super(
      `${dir} holds no scenario; \`faultline new <thread>\` writes one, or give the folder with the <id>.ts files`,
      options,
    );
  }
}
