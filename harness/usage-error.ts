import { EXIT_CODES } from "../base/exit-codes.ts";
import { FaultlineError } from "../base/faultline-error.ts";

/** Input that cannot be used; raised before anything is created. */
export class UsageError extends FaultlineError {
  readonly code = "USAGE";
  readonly exit = EXIT_CODES.usage.code;
}
