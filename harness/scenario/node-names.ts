import { EXIT_CODES } from "../../base/exit-codes.ts";
import { FaultlineError } from "../../base/faultline-error.ts";
import type { StandSpec } from "../../stacks/spec.ts";

/** A command or path names a node that the stand does not have; the loader says so before, where it knows the stand. */
class UnknownNode extends FaultlineError {
  readonly code = "SCENARIO_UNKNOWN_NODE";
  readonly exit = EXIT_CODES.usage.code;

  constructor(placeholder: string, nodes: readonly string[]) {
    super(`{${placeholder}} names no node of this stand, which has ${nodes.join(", ")}`);
  }
}

/** `{node}`, or a node's role and number as in `NodeRuleSpec`: `{control-plane2}`, `{worker}`. */
const PLACEHOLDER = /\{(node|(?:control-plane|worker)\d*)\}/g;

/**
 * What a person types, with the nodes' names in it, which only a cluster knows. `nodes`: control planes first, so that `{node}` is one.
 * @throws UnknownNode
 */
export function withNodeNames(text: string, nodes: readonly string[]): string {
  return text.replaceAll(PLACEHOLDER, (_, role: string) => {
    const name = nodeOf(role, nodes);
    if (name === undefined) throw new UnknownNode(role, nodes);
    return name;
  });
}

/** The same of a cluster that may have none of the nodes which are meant; undefined then. */
export function withNodesThere(text: string, nodes: readonly string[]): string | undefined {
  const isThere = [...text.matchAll(PLACEHOLDER)].every(([, role = ""]) => nodeOf(role, nodes) !== undefined);
  return isThere ? withNodeNames(text, nodes) : undefined;
}

function nodeOf(role: string, nodes: readonly string[]): string | undefined {
  return role === "node" ? nodes[0] : nodes.find((each) => each.endsWith(`-${role}`));
}

/** The placeholders in a text that mean no node of the desired state. */
export function unknownNodes(text: string, { cluster }: StandSpec): readonly string[] {
  const known = rolesOf(cluster);
  return [...text.matchAll(PLACEHOLDER)].flatMap(([, role = ""]) => (known.includes(role) ? [] : [role]));
}

function rolesOf({ distribution, servers, workers, k0s, k3s }: StandSpec["cluster"]): readonly string[] {
  const isNode = distribution === "k0s" ? k0s?.controllerIsNode === true : k3s?.serverIsNode !== false;
  // k3d calls its nodes otherwise.
  if (distribution === "k3d") return isNode ? ["node"] : [];
  return [...(isNode ? ["node", ...numbered("control-plane", servers)] : []), ...numbered("worker", workers)];
}

/** What a desired state calls the machines of a cluster, of which k0s' and K3s' control planes may be no nodes of Kubernetes. */
export function placesOf({
  servers,
  workers,
}: Pick<StandSpec["cluster"], "servers" | "workers">): readonly string[] {
  return [...numbered("control-plane", servers), ...numbered("worker", workers)];
}

function numbered(role: string, count: number): readonly string[] {
  return Array.from({ length: count }, (_, at) => (at === 0 ? role : `${role}${at + 1}`));
}
