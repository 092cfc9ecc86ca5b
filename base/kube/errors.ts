import { EXIT_CODES } from "../exit-codes.ts";
import { FaultlineError } from "../faultline-error.ts";

const LONGEST = 500;

/** A kubeconfig cannot be used to look at its cluster; where one of its lines is to blame, the message starts with file:line:column. */
export class KubeconfigError extends FaultlineError {
  readonly code = "KUBECONFIG";
  readonly exit = EXIT_CODES.infrastructure.code;

  /** Names that are quoted from a kubeconfig may have line breaks, or be long. */
  constructor(message: string, options?: { cause?: unknown }) {
    super(message.replaceAll(/\s+/g, " ").slice(0, LONGEST), options);
  }
}

/** The credential plugin that a kubeconfig names gave no credentials: it is missing, failed, or took too long. */
export class CredentialPluginError extends FaultlineError {
  readonly code = "CREDENTIAL_PLUGIN";
  readonly exit = EXIT_CODES.environment.code;
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
