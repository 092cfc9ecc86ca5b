import { withLiveness, withReadiness } from "../../../stacks/edits/metrics-server.ts";
import type { StandSpec } from "../../../stacks/spec.ts";
import type { Fix, Symptom } from "../types.ts";
import { READINESS } from "./allowed-changes.ts";
import { NO_ENDPOINTS, TOP_FAILS } from "./signs.ts";

/** The probes of the manifest that K3s bundles: readiness every 2 s from the start, liveness after 60 s. */
export function withK3sProbes(spec: StandSpec): StandSpec {
  const patience = { timeoutSeconds: 1, failureThreshold: 3 };
  return withLiveness(withReadiness(spec, { initialDelaySeconds: 0, periodSeconds: 2, ...patience }), {
    initialDelaySeconds: 60,
    periodSeconds: 10,
    ...patience,
  });
}

/** The release manifest's readiness probe. */
export function withUpstreamReadiness(spec: StandSpec): StandSpec {
  return withReadiness(spec, { initialDelaySeconds: 20, periodSeconds: 10 });
}

/** Readiness fails until there are two scrapes, and then no longer. */
export function startupNoise(clearsWithinSeconds: number): Symptom {
  const text = [/Readiness probe failed: HTTP probe failed with statuscode: 500/];
  return {
    command: "kubectl -n kube-system get events --field-selector reason=Unhealthy",
    signatures: [
      { kind: "event", reason: "Unhealthy", text },
      {
        // A pod that has served for long writes it as well, when an API server or all kubelets were away.
        kind: "log",
        text: [/"Failed probe" probe="metric-storage-ready" err="no metrics to serve"/],
        ofNewPod: true,
      },
      NO_ENDPOINTS,
      TOP_FAILS,
    ],
    withinSeconds: 45,
    transient: { clearsWithinSeconds },
  };
}

export const PROBE_30_10: Omit<Fix, "title" | "expect" | "withinSeconds"> = {
  id: "probe-30-10",
  edit: (spec) => withReadiness(spec, { initialDelaySeconds: 30, periodSeconds: 10 }),
  allowedChanges: [READINESS],
  claim: { outcome: "heals", by: "a retelling of k3s-io/k3s#11902 that recommends it as the solution" },
};
