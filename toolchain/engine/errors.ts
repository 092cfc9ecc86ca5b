import { FaultlineError } from "../../base/faultline-error.ts";

/** DOCKER_HOST names a daemon that does not answer. */
export class EngineUnreachable extends FaultlineError {
  readonly code = "ENGINE_UNREACHABLE";
  readonly exit = 4;
}

/** No daemon answers, and this machine cannot run a private one. */
export class EngineImpossible extends FaultlineError {
  readonly code = "ENGINE_IMPOSSIBLE";
  readonly exit = 4;
}

/** The private engine was started and did not come up; the message names its log. */
export class EngineStartFailed extends FaultlineError {
  readonly code = "ENGINE_START_FAILED";
  readonly exit = 3;
}

/** A network could not be closed to the outside, so no node may be started in it. */
export class SealFailed extends FaultlineError {
  readonly code = "SEAL_FAILED";
  readonly exit = 3;
}

/** A Docker command failed; the message carries what it printed. */
export class DockerFailed extends FaultlineError {
  readonly code = "DOCKER_FAILED";
  readonly exit = 3;
}
