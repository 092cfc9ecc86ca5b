import { EXIT_CODES } from "../../base/exit-codes.ts";
import { FaultlineError } from "../../base/faultline-error.ts";

/** A step of making an image failed outside the programs whose output is in the step's log. */
export class StepFailed extends FaultlineError {
  readonly code = "TOOLCHAIN_IMAGE_STEP";
  readonly exit = EXIT_CODES.infrastructure.code;
}

/** The engine refused an image. */
export class ImageLoadFailed extends FaultlineError {
  readonly code = "IMAGE_LOAD_FAILED";
  readonly exit = EXIT_CODES.infrastructure.code;
}
