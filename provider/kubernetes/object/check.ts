import type { CheckCall, CheckFailure } from "../../protocol/plugin.ts";
import { isProperties, type Properties } from "../../protocol/values.ts";
import { builtInKind } from "../api/built-in-kinds.ts";
import { AUTONAMED, annotationsOf, isAnnotatedTrue, metadataOf, nameOf } from "./metadata.ts";

/** Hexadecimal digits after a generated name's dash, as the engine's own NewUniqueName makes them. */
const SUFFIX_BYTES = 4;

/** Completes the inputs: a name where none is given, the provider's namespace where the object needs one. */
export function checkObject(
  call: CheckCall,
  settings: { readonly namespace?: string },
): { inputs: Properties; failures: CheckFailure[] } {
  const failures: CheckFailure[] = [];
  for (const property of ["apiVersion", "kind"]) {
    if (typeof call.inputs[property] !== "string") failures.push({ property, reason: "is required" });
  }
  if (call.inputs.metadata !== undefined && !isProperties(call.inputs.metadata)) {
    failures.push({ property: "metadata", reason: "must be an object" });
  }
  if (failures.length > 0) return { inputs: call.inputs, failures };
  if (metadataOf(call.inputs).generateName !== undefined) {
    const reason = "is not supported with server-side apply: leave the name out to have one generated";
    return { inputs: call.inputs, failures: [{ property: "metadata.generateName", reason }] };
  }
  const named = withName(call);
  if (!named) {
    const reason = "is required: autonaming is disabled";
    return { inputs: call.inputs, failures: [{ property: "metadata.name", reason }] };
  }
  return { inputs: withNamespace(named, settings.namespace), failures };
}

function withName(call: CheckCall): Properties | null {
  if (metadataOf(call.inputs).name !== undefined) return call.inputs;
  if (call.oldInputs && isAnnotatedTrue(call.oldInputs, AUTONAMED))
    return autonamed(call.inputs, nameOf(call.oldInputs));
  if (call.autonaming?.mode === "disable") return null;
  const proposed = call.autonaming?.proposed;
  const suffix = Buffer.from(call.randomSeed).subarray(0, SUFFIX_BYTES).toString("hex");
  return autonamed(call.inputs, proposed || `${call.name}-${suffix}`);
}

function autonamed(inputs: Properties, name: string): Properties {
  const annotations = { ...annotationsOf(inputs), [AUTONAMED]: "true" };
  return { ...inputs, metadata: { ...metadataOf(inputs), name, annotations } };
}

function withNamespace(inputs: Properties, namespace: string | undefined): Properties {
  if (!namespace || metadataOf(inputs).namespace !== undefined) return inputs;
  // A kind that is not built in is taken as namespaced, as the real provider does before its definition exists.
  const place = builtInKind(String(inputs.apiVersion), String(inputs.kind));
  return place?.namespaced === false ? inputs : { ...inputs, metadata: { ...metadataOf(inputs), namespace } };
}
