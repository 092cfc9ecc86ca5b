import type { Platform, Signature, Symptom, Touch } from "../types.ts";
import { NODES_LISTED, TOP_FAILS } from "./signs.ts";

const on = (version: string): Platform => ({
  distribution: "vcluster",
  version,
  // The reports ran them on other hosts.
  kubernetes: "1.32.5",
  fidelity: "same mechanism",
});

/** The version of loft-sh/vcluster#2092 and the newest one; then the first to cordon the host's node (#2430) and the last without `controlPlane.egress`. */
export const VCLUSTERS: readonly Platform[] = [
  on("0.20.0"),
  on("0.36.1"),
  { ...on("0.23.0"), profile: "full" },
  { ...on("0.30.0"), profile: "full" },
];

/** Values of vCluster's chart under `path`, e.g. "policies.networkPolicy". */
export function vclusterValues(path: string): Touch {
  return { resource: "VCluster", path: `values.${path}` };
}

/** The control plane of the virtual cluster wrote one of these. */
export function vclusterLogged(...text: readonly RegExp[]): Signature {
  return { kind: "log", of: "vcluster", text };
}

/** What virtual `kubectl top` decides by; vCluster answers it from a proxy of its own, which dials metrics-server's pods. */
const DISCOVERY_FAILS: Signature = {
  kind: "command",
  on: { kind: "raw", path: "/apis/metrics.k8s.io/v1beta1" },
  exit: "non-zero",
  text: [/unavailable/i, /unable to handle the request/],
};

/**
 * Seconds. A change of values replaces the control plane, which looks afresh; without one the aggregator looks again and again, but on a
 * loaded machine called the API available only 75 s after the way was open, a minute after `kubectl top` worked.
 */
export const VCLUSTER = { symptom: 90, persists: 20, heals: 150, watch: 36, watchNew: 20 } as const;

/** `kubectl top` fails inside, while metrics themselves still come through the host's API server. */
export function topFailsInside(...signs: readonly Signature[]): Symptom {
  return {
    command: "kubectl top nodes",
    signatures: [TOP_FAILS, DISCOVERY_FAILS, ...signs],
    withinSeconds: VCLUSTER.symptom,
    persists: { seconds: VCLUSTER.persists },
    staysNormal: [{ kind: "raw", path: "/apis/metrics.k8s.io/v1beta1/nodes" }, NODES_LISTED],
  };
}
