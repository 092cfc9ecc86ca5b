import { isProperties, type Properties, sameValue, UNKNOWN, type Value } from "../../protocol/values.ts";
import { fieldsOf, metadataOf } from "./fields.ts";

/** What the API server returned as the resource's outputs: all of it but the bookkeeping of field managers. */
export function outputsOf(live: Properties): Properties {
  const { managedFields: _, ...metadata } = metadataOf(live);
  return { ...live, metadata };
}

/**
 * The inputs as the cluster has them now. Only keys of the inputs count: fields others added are no drift. A value that has not
 * changed since it was last read keeps its written form, as the API server normalises some ("1000m" is stored as "1") and never
 * returns others (stringData).
 */
export function driftedInputs(inputs: Value, lastLive: Value | undefined, live: Value | undefined): Value {
  if (sameValue(lastLive, live)) return inputs;
  if (isProperties(inputs) && isProperties(live)) {
    const last = fieldsOf(lastLive);
    const entries = Object.entries(inputs).flatMap(([key, value]): [string, Value][] => {
      if (live[key] === undefined) return last[key] === undefined ? [[key, value]] : [];
      return [[key, driftedInputs(value, last[key], live[key])]];
    });
    return Object.fromEntries(entries);
  }
  if (Array.isArray(inputs) && Array.isArray(live) && inputs.length === live.length) {
    const last = Array.isArray(lastLive) ? lastLive : [];
    return inputs.map((each, at) => driftedInputs(each, last[at], live[at] as Value));
  }
  return live ?? inputs;
}

/** Fields of metadata that only the API server fills in. */
const SERVER_METADATA = ["uid", "resourceVersion", "generation", "creationTimestamp"];

/** Outputs of a preview: what only the cluster can fill in must be unknown, or the program would see `undefined`. */
export function previewOutputs(inputs: Properties, outputs: Properties | null): Properties {
  const isNewService = !outputs && inputs.kind === "Service";
  const known: Properties = outputs ?? {
    metadata: Object.fromEntries(SERVER_METADATA.map((key) => [key, UNKNOWN])),
    ...(isNewService && { spec: { clusterIP: UNKNOWN, clusterIPs: UNKNOWN } }),
  };
  return {
    ...known,
    ...inputs,
    metadata: { ...metadataOf(known), ...metadataOf(inputs) },
    // Fields the cluster chose on creation stay what they are.
    ...(isProperties(inputs.spec) && { spec: { ...fieldsOf(known.spec), ...inputs.spec } }),
    ...(!outputs && { status: UNKNOWN }),
  };
}
