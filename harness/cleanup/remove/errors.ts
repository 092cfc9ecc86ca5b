import { EXIT_CODES } from "../../../base/exit-codes.ts";
import { FaultlineError } from "../../../base/faultline-error.ts";
import { firstLine } from "../../../base/text/first-line.ts";

/** The Docker engine that holds the thing does not answer. */
export class NoEngineAnswers extends FaultlineError {
  readonly code = "PRUNE_NO_ENGINE";
  readonly exit = EXIT_CODES.infrastructure.code;
  constructor(dockerHost: string, detail: string) {
    super(
      `the Docker engine at ${dockerHost} does not answer; start it and prune again (${firstLine(detail) || "no output"})`,
    );
  }
}

/** A removal was tried and failed; the thing stays in the ledger. */
export class RemovalFailed extends FaultlineError {
  readonly code = "PRUNE_REMOVAL_FAILED";
  readonly exit = EXIT_CODES.infrastructure.code;
  constructor(command: string, exitCode: number, detail: string) {
    super(
      `\`${command}\` ended with exit code ${exitCode}: ${firstLine(detail) || "no output"}; it stays in the ledger for the next prune`,
    );
  }
}
