import type { StandSpec } from "../../../stacks/spec.ts";
import { placesOf } from "../node-names.ts";
import type { Problem } from "./problem.ts";

/**
 * Nodes that a desired state names and does not have. Where it comes from a function, `path` is that function, and the name itself is
 * looked for in its text.
 */
export function nodeProblems(path: Problem["path"], spec: StandSpec): readonly Problem[] {
  const known = placesOf(spec.cluster);
  return namesIn(spec)
    .filter(({ node, all }) => !(known.includes(node) || (all && node === "all")))
    .map(({ node, by, all }) => ({
      path,
      word: node,
      message: `${by} names node ${node}, and this stand has ${known.join(", ")}${all ? "; or all" : ""}`,
    }));
}

interface Named {
  readonly node: string;
  readonly by: string;
  /** "all" is a name there. */
  readonly all?: boolean;
}

function namesIn({ nodeRules, nodeRoutes = [], nodeUnits = [], metricsServer }: StandSpec): readonly Named[] {
  const pinned = metricsServer.deployment?.node;
  return [
    ...nodeRules.map(({ node, name }) => ({ node, by: `node rule ${name}`, all: true })),
    ...nodeUnits.map(({ node, name }) => ({ node, by: `node unit ${name}`, all: true })),
    ...nodeRoutes.flatMap(({ node, name, to, via }) => [
      { node, by: `node route ${name}`, all: true },
      ...(typeof to === "string" ? [] : [{ node: to.podsOf, by: `node route ${name}` }]),
      ...(via === null ? [] : [{ node: via, by: `node route ${name}` }]),
    ]),
    ...(pinned === undefined || pinned === null
      ? []
      : [{ node: pinned, by: "metricsServer.deployment.node" }]),
  ];
}
