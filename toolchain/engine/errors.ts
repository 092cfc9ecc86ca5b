import { EXIT_CODES } from "../../base/exit-codes.ts";
import { FaultlineError } from "../../base/faultline-error.ts";

/** DOCKER_HOST names a daemon that does not answer. */
export class EngineUnreachable extends FaultlineError {
  readonly code = "ENGINE_UNREACHABLE";
  readonly exit = EXIT_CODES.environment.code;
}

/** No daemon answers, and this machine cannot run a private one. */
export class EngineImpossible extends FaultlineError {
  readonly code = "ENGINE_IMPOSSIBLE";
  readonly exit = EXIT_CODES.environment.code;
}

/** The private engine was started and did not come up; the message names its log. */
export class EngineStartFailed extends FaultlineError {
  readonly code = "ENGINE_START_FAILED";
  readonly exit = EXIT_CODES.infrastructure.code;
}

/** A network could not be closed to the outside, so no node may be started in it. */
export class SealFailed extends FaultlineError {
  readonly code = "SEAL_FAILED";
  readonly exit = EXIT_CODES.infrastructure.code;
}

/** A Docker command failed; the message carries what it printed. */
export class DockerFailed extends FaultlineError {
  readonly code = "DOCKER_FAILED";
  readonly exit = EXIT_CODES.infrastructure.code;
}
