import type { K3sSpec, StandSpec } from "../spec.ts";

/** K3s' own defaults (https://docs.k3s.io/cli/server). */
const AS_IT_COMES: K3sSpec = { serverIsNode: true, egressSelectorMode: "agent" };

/** Changes what K3s' servers are told. */
export function withK3s(spec: StandSpec, part: Partial<K3sSpec>): StandSpec {
  const k3s = { ...(spec.cluster.k3s ?? AS_IT_COMES), ...part };
  return { ...spec, cluster: { ...spec.cluster, k3s } };
}
