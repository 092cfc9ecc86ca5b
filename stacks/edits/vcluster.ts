import { merged } from "../../base/merged.ts";
import type { JsonObject } from "../json.ts";
import type { StandSpec, VClusterSpec } from "../spec.ts";
import { withNetworkPolicy } from "./network.ts";

/** Lays values over those of the virtual cluster, object by object; lists and scalars are replaced. */
export function withVClusterValues(spec: StandSpec, values: JsonObject): StandSpec {
  const vcluster = vclusterOf(spec, "values");
  return { ...spec, vcluster: { ...vcluster, values: merged(vcluster.values, values) } };
}

/** Where vCluster is told to look for the host's metrics-server. */
export function withMetricsServerAt(spec: StandSpec, service: JsonObject): StandSpec {
  return withVClusterValues(spec, { integrations: { metricsServer: { apiService: { service } } } });
}

/** A NetworkPolicy that lets the virtual control plane send what the rule allows. */
export function withControlPlaneEgress(spec: StandSpec, name: string, rule: JsonObject): StandSpec {
  const podSelector = { matchLabels: { app: "vcluster", release: "vc" } };
  return withNetworkPolicy(spec, {
    name,
    namespace: "vcluster-vc",
    spec: { podSelector, policyTypes: ["Egress"], egress: [rule] },
  });
}

/** The Helm that installs and upgrades the virtual cluster from now on. */
export function withHelm(spec: StandSpec, helm: string): StandSpec {
  return { ...spec, vcluster: { ...vclusterOf(spec, "Helm"), helm } };
}

function vclusterOf({ vcluster }: StandSpec, changed: string): VClusterSpec {
  if (vcluster !== undefined) return vcluster;
  throw new TypeError(`this edit changes the ${changed} of a vCluster, and the spec it was given has none`);
}
