import type { ExitCode } from "./exit-codes.ts";

/**
 * Base of every error faultline raises on purpose. `code` is stable (scripts may match it), `message` names the remedy,
 * `exit` is the process exit code it leads to, `cause` keeps what was caught.
 */
export abstract class FaultlineError extends Error {
  abstract readonly code: string;
  abstract readonly exit: ExitCode;

  constructor(message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = new.target.name;
  }
}
