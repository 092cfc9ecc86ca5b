import { type ZodObject, z } from "zod";
import { isContainerGone } from "../../base/docker.ts";
import type { ExecResult } from "../../base/exec.ts";
import type { ResourceType } from "../protocol/plugin.ts";
import { isUnknown, type Properties, UNKNOWN } from "../protocol/values.ts";
import type { Context } from "./context.ts";
import { containersWith, docker, outputOf, tryDocker } from "./docker.ts";
import { CLUSTER_LABEL } from "./k0s/inputs.ts";
import { namesOf } from "./nodes.ts";
import { resourceType } from "./plain-resource.ts";

/** Where a resource inside nodes goes: all of a cluster's, or one by role and number. */
export const TARGET = {
  cluster: z.string().min(1),
  node: z
    .string()
    .regex(/^(all|(control-plane|worker)\d*)$/, 'wants "all", "control-plane", "control-plane2", "worker" …'),
};

/** A command in each node, and what to say when it fails. */
interface Step {
  readonly command: readonly string[];
  /** Whether its result says that the node has nothing of it. */
  readonly isAbsent?: (result: ExecResult) => boolean;
  /** Up to the node, "cannot remove the rule from". */
  readonly failure: string;
  readonly remedy: string;
}

interface InNodes<Inputs> {
  /** Unique in the cluster. */
  name(wanted: Inputs): string;
  /** Outputs beside `nodes`, found out before anything is put anywhere; `unknown` in a preview. */
  readonly found?: { readonly unknown: Properties; of(wanted: Inputs): Promise<Properties> };
  /** The command that puts it into a node, and may be repeated. */
  put(wanted: Inputs, found: Properties): readonly string[];
  readonly afterwards?: (node: string, wanted: Inputs) => Promise<void>;
  look(made: { readonly inputs: Properties; readonly outputs: Properties }): Step;
  remove(made: { readonly inputs: Properties; readonly outputs: Properties }): Step;
}

/** Something in one node container or all of a cluster. Any change replaces it. */
export function nodeResourceType<Schema extends ZodObject<typeof TARGET>>(
  context: Context,
  schema: Schema,
  { name, found, put, afterwards, look, remove }: InNodes<z.infer<Schema>>,
): ResourceType {
  /** False as soon as a node has it not. */
  const inEach = async (nodes: readonly string[], step: Step, onAbsent: "stop" | "go on") => {
    for (const node of nodes) {
      const result = await tryDocker(context, ["exec", node, ...step.command]);
      if (!isContainerGone(result) && !step.isAbsent?.(result))
        outputOf(result, `${step.failure} node ${node}`, step.remedy);
      else if (onAbsent === "stop") return false;
    }
    return true;
  };
  return resourceType(schema, {
    planned: ({ cluster, node }) => ({
      // A single node's name is known before its cluster exists.
      nodes: isUnknown(cluster) || node === "all" ? UNKNOWN : [`${cluster}-${node}`],
      ...found?.unknown,
    }),
    async create(wanted, { signal }) {
      const { cluster, node } = wanted;
      const nodes = node === "all" ? await everyNode(context, cluster) : [`${cluster}-${node}`];
      const outputs = (await found?.of(wanted)) ?? {};
      for (const each of nodes) {
        await docker(context, ["exec", each, ...put(wanted, outputs)], { signal });
        await afterwards?.(each, wanted);
      }
      return { id: `${cluster}/${name(wanted)}`, outputs: { nodes, ...outputs } };
    },
    read: async (call) => ((await inEach(nodesIn(call.outputs), look(call), "stop")) ? {} : null),
    async delete(call) {
      await inEach(nodesIn(call.outputs), remove(call), "go on");
    },
  });
}

/** kind labels its nodes, faultline those of k0s. */
async function everyNode(context: Context, cluster: string): Promise<string[]> {
  const kinds = await namesOf(context, cluster);
  if (kinds.length > 0) return kinds;
  const ours = await containersWith(context, `${CLUSTER_LABEL}=${cluster}`, CLUSTER_LABEL);
  return ours.map(({ name }) => name).sort();
}

/** The nodes that something was put into. */
const nodesIn = ({ nodes }: Properties): string[] => (Array.isArray(nodes) ? nodes.map(String) : []);
