import { z } from "zod";
import { isUnknown, type Properties, UNKNOWN } from "../protocol/values.ts";
import { containersWith } from "./containers.ts";
import type { Context } from "./context.ts";
import { CLUSTER_LABEL } from "./k0s/names.ts";
import { namesOf } from "./nodes.ts";

/** Where a resource inside nodes goes: all of a cluster's, or one by role and number. */
export const TARGET_NODE = z
  .string()
  .regex(/^(all|(control-plane|worker)\d*)$/, 'wants "all", "control-plane", "control-plane2", "worker" …');

/** Names of the containers meant. */
export async function targetNodes(
  context: Context,
  { cluster, node }: { readonly cluster: string; readonly node: string },
): Promise<string[]> {
  return node === "all" ? await everyNode(context, cluster) : [`${cluster}-${node}`];
}

/** kind labels its nodes, faultline those of k0s. */
async function everyNode(context: Context, cluster: string): Promise<string[]> {
  const kinds = await namesOf(context, cluster);
  if (kinds.length > 0) return kinds;
  const ours = await containersWith(context, `${CLUSTER_LABEL}=${cluster}`, CLUSTER_LABEL);
  return ours.map(({ name }) => name).sort();
}

/** The same in a preview: a single node's name is known before its cluster exists. */
export function plannedNodes({ cluster, node }: Properties) {
  return isUnknown(cluster) || node === "all" ? UNKNOWN : [`${cluster}-${node}`];
}

/** The same of what was created. */
export const nodesIn = (outputs: Properties): string[] =>
  Array.isArray(outputs.nodes) ? outputs.nodes.map(String) : [];
