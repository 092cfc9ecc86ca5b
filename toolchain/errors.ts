import { EXIT_CODES } from "../base/exit-codes.ts";
import { FaultlineError } from "../base/faultline-error.ts";

/** A lock file that cannot be used; the message starts with file:line:column of the first wrong field and lists all. */
export class LockFileInvalid extends FaultlineError {
  readonly code = "TOOLCHAIN_LOCK_INVALID";
  readonly exit = EXIT_CODES.usage.code;
}

/** A program of a build step failed; the message names it, its exit code, its last words and the step's log. */
export class ToolchainStepFailed extends FaultlineError {
  readonly code = "TOOLCHAIN_STEP_FAILED";
  readonly exit = EXIT_CODES.infrastructure.code;
  /** Absolute path of the log. */
  readonly log: string;

  constructor(message: string, log: string, options?: { cause?: unknown }) {
    super(message, options);
    this.log = log;
  }
}

/** What the machine offers is not enough to get a component: no Go, no engine, no registry. */
export class ToolchainUnavailable extends FaultlineError {
  readonly code = "TOOLCHAIN_UNAVAILABLE";
  readonly exit = EXIT_CODES.environment.code;
}

/** A component name nobody knows; the message lists the known ones. */
export class UnknownComponent extends FaultlineError {
  readonly code = "TOOLCHAIN_UNKNOWN_COMPONENT";
  readonly exit = EXIT_CODES.usage.code;
}

/** FAULTLINE_TOOLCHAIN says what nobody knows. */
export class UnknownForm extends FaultlineError {
  readonly code = "TOOLCHAIN_UNKNOWN_FORM";
  readonly exit = EXIT_CODES.usage.code;
}
