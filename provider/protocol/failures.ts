import { EXIT_CODES } from "../../base/exit-codes.ts";
import { FaultlineError } from "../../base/faultline-error.ts";
import type { Properties } from "./values.ts";

/** The resource exists but did not become what was asked; it stays in the state and the next update tries again. */
export class ResourceInitFailed extends FaultlineError {
  readonly code = "PROVIDER_INIT_FAILED";
  readonly exit = EXIT_CODES.infrastructure.code;
  readonly id: string;
  readonly inputs: Properties;
  readonly outputs: Properties;
  /** What was still missing, one sentence each. */
  readonly reasons: readonly string[];

  constructor(
    message: string,
    left: { id: string; inputs: Properties; outputs: Properties; reasons: readonly string[] },
  ) {
    super(message);
    this.id = left.id;
    this.inputs = left.inputs;
    this.outputs = left.outputs;
    this.reasons = left.reasons;
  }
}

/** A program asks for something this plugin does not have. */
export class UnsupportedByPlugin extends FaultlineError {
  readonly code = "PROVIDER_UNSUPPORTED";
  readonly exit = EXIT_CODES.usage.code;
}

/** The operation was stopped (Ctrl-C, or the engine's Cancel). */
export class OperationCancelled extends FaultlineError {
  readonly code = "PROVIDER_CANCELLED";
  readonly exit = EXIT_CODES.interrupted.code;
}
