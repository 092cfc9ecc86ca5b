import { EXIT_CODES } from "../../base/exit-codes.ts";
import { FaultlineError } from "../../base/faultline-error.ts";
import { messageOf } from "../../base/text/message-of.ts";

/** The API server refused a request: its HTTP status, and the reason and message of the Status object it sent. */
export class ApiRefused extends FaultlineError {
  readonly code = "KUBERNETES_REFUSED";
  readonly exit = EXIT_CODES.infrastructure.code;
  readonly status: number;
  readonly reason: string;

  constructor(request: string, status: number, reason: string, message: string) {
    super(`${request}: ${message || `HTTP ${status}`}${remedyFor(status, reason)}`);
    this.status = status;
    this.reason = reason;
  }
}

function remedyFor(status: number, reason: string): string {
  if (status === 409 && reason === "Conflict") {
    return '\nAnother field manager owns these fields. Take them over with the annotation pulumi.com/patchForce: "true".';
  }
  if (status === 401)
    return "\nThe provider's kubeconfig is not accepted: was the cluster created anew? Run `pulumi refresh`.";
  return "";
}

/** No answer came at all. */
export class ClusterUnreachable extends FaultlineError {
  readonly code = "KUBERNETES_UNREACHABLE";
  readonly exit = EXIT_CODES.infrastructure.code;

  constructor(server: string, cause: unknown) {
    const remedy =
      "Is the cluster up? Where it is gone for good, the provider setting deleteUnreachable (or PULUMI_K8S_DELETE_UNREACHABLE=true) lets its resources go.";
    super(`configured Kubernetes cluster ${server} is unreachable: ${messageOf(cause)}. ${remedy}`, {
      cause,
    });
  }
}

/** The provider's settings do not lead to a cluster. */
export class BadKubeconfig extends FaultlineError {
  readonly code = "KUBERNETES_KUBECONFIG";
  readonly exit = EXIT_CODES.usage.code;
}

/** An object is marked for deletion and does not go. */
export class DeletionUnfinished extends FaultlineError {
  readonly code = "KUBERNETES_DELETION_UNFINISHED";
  readonly exit = EXIT_CODES.infrastructure.code;

  constructor(what: string, seconds: number) {
    super(
      `${what} is still there after ${seconds} s. See its finalizers and, for a namespace, its conditions: kubectl get … -o yaml. ` +
        "An APIService that does not answer blocks every namespace: repair or delete it first.",
    );
  }
}
