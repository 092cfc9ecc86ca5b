import { EXIT_CODES, type ExitCode } from "../../base/exit-codes.ts";
import { FaultlineError } from "../../base/faultline-error.ts";

/** Pulumi could not do what was asked of a stand; the message carries its diagnostics, `cause` the CLI's own error. */
abstract class StandError extends FaultlineError {
  readonly exit: ExitCode = EXIT_CODES.infrastructure.code;
}

/** The stack could not be made or selected. */
export class StandNotOpened extends StandError {
  readonly code = "STAND_NOT_OPENED";
}

export class StandPreviewFailed extends StandError {
  readonly code = "STAND_PREVIEW_FAILED";
}

/** `up` or `refresh` ended with an error: a resource was refused or did not come up. What succeeded stays in the state. */
export class StandUpdateFailed extends StandError {
  readonly code = "STAND_UPDATE_FAILED";
}

export class StandDestroyFailed extends StandError {
  readonly code = "STAND_DESTROY_FAILED";
}

/** The operation's signal was aborted. */
export class StandInterrupted extends StandError {
  readonly code = "STAND_INTERRUPTED";
  override readonly exit = EXIT_CODES.interrupted.code;
}
