import type { ExecResult } from "../../base/exec.ts";
import { EXIT_CODES } from "../../base/exit-codes.ts";
import { FaultlineError } from "../../base/faultline-error.ts";

/** A `docker` or `kind` command failed; the message carries the end of what it said. */
export class NodeCommandFailed extends FaultlineError {
  readonly code = "PROVIDER_COMMAND_FAILED";
  readonly exit = EXIT_CODES.infrastructure.code;

  constructor(what: string, result: ExecResult, remedy: string) {
    const said = `${result.stdout}\n${result.stderr}`.trim().split("\n").slice(-LINES_KEPT).join("\n");
    super(`${what} (exit ${result.exitCode}${result.timedOut ? ", timed out" : ""}). ${remedy}\n${said}`);
  }
}

/** What was removed is still there. */
export class RemovalIncomplete extends FaultlineError {
  readonly code = "PROVIDER_REMOVAL_INCOMPLETE";
  readonly exit = EXIT_CODES.infrastructure.code;
}

/** kubeadm's own report of a failed start is about this long. */
const LINES_KEPT = 40;
