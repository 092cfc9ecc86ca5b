import type { Observable, Signature } from "../types.ts";
import { NO_ADDRESSES } from "./stand-names.ts";

/**
 * `kubectl top nodes` failing, in whichever words: one and the same condition gives the first or the second text depending on
 * whether discovery calls the group stale yet, and an empty but answering API gives the third (kubectl pkg/cmd/top/top_node.go).
 */
export const TOP_FAILS: Extract<Signature, { kind: "command" }> = {
  kind: "command",
  on: { kind: "top-nodes" },
  exit: "non-zero",
  text: [/Metrics API not available/, /ServiceUnavailable/, /metrics not available yet/],
};

/** The APIService is called unavailable for one of these reasons (kube-aggregator, remote available controller). */
export function unavailable(
  reason: string,
  ...message: readonly RegExp[]
): Extract<Signature, { kind: "apiservice" }> {
  const base = { kind: "apiservice", status: "False", reason: [reason] } as const;
  return message.length > 0 ? { ...base, message } : base;
}

/** The aggregator asked metrics-server for what it serves, and got no answer it could use. */
export function failedDiscoveryCheck(...message: readonly RegExp[]) {
  return unavailable("FailedDiscoveryCheck", ...message);
}

/** No ready metrics-server pod is behind the Service. */
export const NO_ENDPOINTS = unavailable("MissingEndpoints", new RegExp(NO_ADDRESSES));

/** metrics-server is well before the fault and under it: what a restart, a healthy one too, does not show. */
export const READY_ALL_ALONG: Signature = { kind: "pod", ready: true };

/** No machine of the control plane is among the nodes: kubectl calls it so by its role or its name. */
export const SERVER_IS_NO_NODE: Signature = {
  kind: "command",
  on: { kind: "kubectl", args: ["get", "nodes"] },
  exit: 0,
  text: [/^NAME(?![\s\S]*control-plane)/],
};

/** metrics-server wrote one of these. */
export function logged(...text: readonly RegExp[]): Signature {
  return { kind: "log", text };
}

/** The body of the aggregator's 503: the only place that names the address it dialled in vain. */
export function rawFails(...text: readonly RegExp[]): Signature {
  return {
    kind: "command",
    on: { kind: "raw", path: "/apis/metrics.k8s.io/v1beta1/nodes" },
    exit: "non-zero",
    text,
  };
}

/** The API server does not get at the kubelet of metrics-server's node, either: the log is not to be had, and this is why. */
export function kubectlLogsFail(...text: readonly RegExp[]): Signature {
  const args = ["-n", "kube-system", "logs", "deployment/metrics-server", "--tail=1"];
  return { kind: "command", on: { kind: "kubectl", args }, exit: "non-zero", text };
}

/** kubectl commands that keep working while only the metrics API is broken. */
export const NODES_LISTED: Observable = { kind: "kubectl", args: ["get", "nodes"] };
/** The pod is fine, or is again within so many seconds: what sends people looking in the wrong place. */
export function deploymentAvailable(seconds: number): Observable {
  const wait = ["wait", "--for=condition=Available", "deployment/metrics-server", `--timeout=${seconds}s`];
  return { kind: "kubectl", args: ["-n", "kube-system", ...wait] };
}
export const DEPLOYMENT_AVAILABLE = deploymentAvailable(10);

/** Of several servers one writes True over another's False within 0.1 s: whoever reads the condition sees that all is well. */
export const API_SERVICE_READS_AVAILABLE: Observable = {
  kind: "kubectl",
  args: ["wait", "--for=condition=Available", "apiservice/v1beta1.metrics.k8s.io", "--timeout=20s"],
};
