import { matchesSignature } from "../../judge/match-signature.ts";
import type { CommandSignature, Scenario, Signature } from "../../scenario/types.ts";
import { BINDINGS } from "./bindings.ts";
import type { ClusterNames } from "./cluster-names.ts";

/** A scenario whose signs speak of this cluster's objects: what is called so on a stand alone has the name that it has here. */
export function scenarioIn(scenario: Scenario, names: ClusterNames): Scenario {
  const signatures = scenario.symptom.signatures.map((signature) => signatureIn(signature, names));
  return { ...scenario, symptom: { ...scenario.symptom, signatures } };
}

function signatureIn(signature: Signature, names: ClusterNames): Signature {
  switch (signature.kind) {
    case "apiservice":
      return signature.message ? { ...signature, message: patternsIn(signature.message, names) } : signature;
    case "namespace":
      return { ...signature, name: goingLike(signature, names) };
    case "command":
      return { ...signature, on: autoscalerIn(signature.on, names), text: patternsIn(signature.text, names) };
    case "log":
    case "event":
      return { ...signature, text: patternsIn(signature.text, names) };
    default:
      return signature;
  }
}

function patternsIn(patterns: readonly RegExp[], names: ClusterNames): readonly RegExp[] {
  return patterns.map(({ source, flags }) => new RegExp(sourceIn(source, names), flags));
}

function sourceIn(source: string, names: ClusterNames): string {
  return BINDINGS.reduce(
    (text, [own, binding]) => (text.includes(own) ? text.replaceAll(own, () => binding(names) ?? own) : text),
    source,
  );
}

/** Any namespace will do that the documented condition keeps from going. */
function goingLike(signature: Extract<Signature, { kind: "namespace" }>, { going }: ClusterNames): string {
  const kept = going.find((each) => matchesSignature({ ...signature, name: each.name }, each));
  return kept?.name ?? signature.name;
}

/** The autoscaler that has the trouble, whatever it is called. */
function autoscalerIn(on: CommandSignature["on"], { autoscaler }: ClusterNames): CommandSignature["on"] {
  if (!autoscaler || on.kind !== "kubectl" || on.args[0] !== "get" || on.args[1] !== "hpa") return on;
  const [, , , ...flags] = on.args;
  return { ...on, args: ["-n", autoscaler.namespace, "get", "hpa", autoscaler.name, ...flags] };
}
