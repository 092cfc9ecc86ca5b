import { z } from "zod";
import { isContainerGone } from "../../base/docker.ts";
import type { ResourceType } from "../protocol/plugin.ts";
import { type Properties, UNKNOWN } from "../protocol/values.ts";
import type { Context } from "./context.ts";
import { docker, tryDocker } from "./docker.ts";
import { NodeCommandFailed } from "./errors.ts";
import { addressOf, podCidrOf } from "./node-addresses.ts";
import { checkWith, diffReplacing } from "./plain-resource.ts";
import { nodesIn, plannedNodes, TARGET_NODE, targetNodes } from "./target-nodes.ts";

const role = z.string().regex(/^(control-plane|worker)\d*$/, 'wants "control-plane", "worker2" …');

const Inputs = z.object({
  cluster: z.string().min(1),
  node: TARGET_NODE,
  /** A CIDR, or `pods:<node>` for that node's pod CIDR. */
  to: z.union([z.cidrv4(), z.string().regex(/^pods:(control-plane|worker)\d*$/)]),
  /** The node that is the gateway; empty: nothing leads there. */
  via: z.union([z.literal(""), role]),
  name: z.string().min(1),
});
type Route = z.infer<typeof Inputs>;

/**
 * Routes go into a table of their own that is asked before `main`: what the cluster's network writes into `main`, and keeps
 * repairing, cannot take them away, and they can take its routes out of force. 4210 is in nobody's list of known tables.
 */
const TABLE = "4210";

const ADD = `set -eu
ip rule show pref ${TABLE} | grep -q . || ip rule add pref ${TABLE} lookup ${TABLE}
ip route replace "$@" table ${TABLE}`;

/** `faultline:index:NodeRoute`: one route in one node container or all of a cluster. */
export function nodeRouteType(context: Context): ResourceType {
  return {
    check: (call) => checkWith(Inputs, call),
    diff: (call) => diffReplacing(call),
    async create({ inputs, preview, signal }) {
      if (preview) return { id: "", outputs: { ...inputs, ...planned(inputs) } };
      const route = Inputs.parse(inputs);
      const { cluster } = route;
      const nodes = await targetNodes(context, route);
      const destination = await destinationOf(context, route);
      const gateway = route.via && (await addressOf(context, `${cluster}-${route.via}`));
      const spec = gateway ? [destination, "via", gateway] : ["unreachable", destination];
      for (const each of nodes)
        await docker(context, ["exec", each, "sh", "-c", ADD, "sh", ...spec], { signal });
      return { id: `${cluster}/${route.name}`, outputs: { ...inputs, nodes, destination, gateway } };
    },
    async read({ id, inputs, outputs }) {
      for (const node of nodesIn(outputs)) {
        const args = ["exec", node, "ip", "route", "show", "table", TABLE, ...selectorOf(outputs)];
        const found = await tryDocker(context, args);
        if (isContainerGone(found) || isNoRoute(found.stderr)) return null;
        if (found.exitCode !== 0)
          throw new NodeCommandFailed(`cannot look at the routes of node ${node}`, found, "Has it `ip`?");
        if (found.stdout.trim() === "") return null;
      }
      return { id, inputs, outputs };
    },
    update: async ({ outputs }) => outputs,
    async delete({ outputs }) {
      for (const node of nodesIn(outputs)) {
        const args = ["exec", node, "ip", "route", "del", ...selectorOf(outputs), "table", TABLE];
        const removed = await tryDocker(context, args);
        if (removed.exitCode === 0 || isContainerGone(removed) || isNoRoute(removed.stderr)) continue;
        const remedy = `Remove it by hand: \`ip route del … table ${TABLE}\`.`;
        throw new NodeCommandFailed(`cannot remove the route from node ${node}`, removed, remedy);
      }
    },
  };
}

async function destinationOf(context: Context, { cluster, to }: Route): Promise<string> {
  return to.startsWith("pods:") ? podCidrOf(context, cluster, to.slice("pods:".length)) : to;
}

/** What `ip route` finds the route by. */
const selectorOf = ({ destination, gateway }: Properties): string[] =>
  gateway ? [String(destination), "via", String(gateway)] : ["unreachable", String(destination)];

/** iproute2 on a route, or a table, that is not there. */
const isNoRoute = (stderr: string): boolean => /no such process|FIB table does not exist/i.test(stderr);

function planned(inputs: Properties): Properties {
  return { nodes: plannedNodes(inputs), destination: UNKNOWN, gateway: UNKNOWN };
}
