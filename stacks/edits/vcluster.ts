import type { JsonObject, StandSpec } from "../spec.ts";
import { merged } from "./merged.ts";

/** Lays values over those of the virtual cluster, object by object; lists and scalars are replaced. */
export function withVClusterValues(spec: StandSpec, values: JsonObject): StandSpec {
  if (spec.vcluster === undefined)
    throw new TypeError("this edit changes the values of a vCluster, and the spec it was given has none");
  return { ...spec, vcluster: { ...spec.vcluster, values: merged(spec.vcluster.values, values) } };
}
