import type { JsonObject, K0sSpec, StandSpec } from "../spec.ts";
import { merged } from "./merged.ts";

const AS_IT_COMES: K0sSpec = { disabledComponents: [], config: {}, controllerIsNode: false };

/** Changes what the controller is told. */
export function withK0s(spec: StandSpec, part: Partial<K0sSpec>): StandSpec {
  const k0s = { ...(spec.cluster.k0s ?? AS_IT_COMES), ...part };
  return { ...spec, cluster: { ...spec.cluster, k0s } };
}

/** Merges into `spec` of k0s.yaml, object by object; lists and scalars are replaced. */
export function withK0sConfig(spec: StandSpec, config: JsonObject): StandSpec {
  return withK0s(spec, { config: merged(spec.cluster.k0s?.config ?? {}, config) });
}
