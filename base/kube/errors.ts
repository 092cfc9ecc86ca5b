import { EXIT_CODES } from "../exit-codes.ts";
import { FaultlineError } from "../faultline-error.ts";

/** The kubeconfig of a stand cannot be used to look at its cluster. */
export class KubeconfigError extends FaultlineError {
  readonly code = "KUBECONFIG";
  readonly exit = EXIT_CODES.infrastructure.code;
}

/** The API server answered a watch or a log request with something other than 200. */
export class ApiStatusError extends Error {
  readonly status: number;

  constructor(path: string, status: number, body: string) {
    super(`GET ${path} answered ${status}: ${body.slice(0, 300)}`);
    this.name = "ApiStatusError";
    this.status = status;
  }
}
