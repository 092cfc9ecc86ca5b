import { merged } from "../../base/merged.ts";
import type { JsonObject, StandSpec } from "../spec.ts";
import { withNetworkPolicy } from "./network.ts";

/** Lays values over those of the virtual cluster, object by object; lists and scalars are replaced. */
export function withVClusterValues(spec: StandSpec, values: JsonObject): StandSpec {
  if (spec.vcluster === undefined)
    throw new TypeError("this edit changes the values of a vCluster, and the spec it was given has none");
  return { ...spec, vcluster: { ...spec.vcluster, values: merged(spec.vcluster.values, values) } };
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
  if (spec.vcluster === undefined)
    throw new TypeError("this edit changes the Helm of a vCluster, and the spec it was given has none");
  return { ...spec, vcluster: { ...spec.vcluster, helm } };
}
