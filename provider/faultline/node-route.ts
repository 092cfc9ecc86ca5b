import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import type { ExecResult } from "../../base/exec.ts";
import type { ResourceType } from "../protocol/plugin.ts";
import { type Properties, UNKNOWN } from "../protocol/values.ts";
import type { Context } from "./context.ts";
import { addressOf, docker, NodeCommandFailed } from "./docker.ts";
import { nodeResourceType, TARGET } from "./node-resource.ts";
import { nodesOf } from "./nodes.ts";

const role = z.string().regex(/^(control-plane|worker)\d*$/, 'wants "control-plane", "worker2" …');

const Inputs = z.object({
  ...TARGET,
  /** A CIDR, or `pods:<node>` for that node's pod CIDR. */
  to: z.union([z.cidrv4(), z.string().regex(/^pods:(control-plane|worker)\d*$/)]),
  /** The node that is the gateway; empty: nothing leads there. */
  via: z.union([z.literal(""), role]),
  name: z.string().min(1),
});

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
  return nodeResourceType(context, Inputs, {
    name: ({ name }) => name,
    found: {
      unknown: { destination: UNKNOWN, gateway: UNKNOWN },
      async of({ cluster, to, via }) {
        const destination = to.startsWith("pods:")
          ? await podCidrOf(context, cluster, to.slice("pods:".length))
          : to;
        return { destination, gateway: via && (await addressOf(context, `${cluster}-${via}`)) };
      },
    },
    put: (_, found) => ["sh", "-c", ADD, "sh", ...selectorOf(found)],
    look: ({ outputs }) => ({
      command: ["ip", "route", "show", "table", TABLE, ...selectorOf(outputs)],
      isAbsent: (found) => isNoRoute(found) || (found.exitCode === 0 && found.stdout.trim() === ""),
      failure: "cannot look at the routes of",
      remedy: "Has it `ip`?",
    }),
    remove: ({ outputs }) => ({
      command: ["ip", "route", "del", ...selectorOf(outputs), "table", TABLE],
      isAbsent: isNoRoute,
      failure: "cannot remove the route from",
      remedy: `Remove it by hand: \`ip route del … table ${TABLE}\`.`,
    }),
  });
}

/** What `ip route` finds the route by, and makes it of. */
const selectorOf = ({ destination, gateway }: Properties): string[] =>
  gateway ? [String(destination), "via", String(gateway)] : ["unreachable", String(destination)];

/** iproute2 on a route, or a table, that is not there. */
const isNoRoute = ({ stderr }: ExecResult): boolean =>
  /no such process|FIB table does not exist/i.test(stderr);

/** kube-controller-manager hands out pod CIDRs within a second or two of a node's registration. */
const ATTEMPTS = 60;
const RETRY_MS = 500;

/** CIDR of the pods of the cluster's `role` node ("worker", "control-plane2" …), once it has one. */
async function podCidrOf(context: Context, cluster: string, role: string): Promise<string> {
  const server = (await nodesOf(context, cluster)).find((node) => node.role === "control-plane");
  const jsonpath = "jsonpath={.spec.podCIDR}";
  const get = ["kubectl", "--kubeconfig", "/etc/kubernetes/admin.conf", "get", "node", `${cluster}-${role}`];
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const cidr = (await docker(context, ["exec", server?.name ?? "", ...get, "-o", jsonpath])).trim();
    if (cidr !== "") return cidr;
    await sleep(RETRY_MS);
  }
  throw new NodeCommandFailed(
    `node ${cluster}-${role} has no pod CIDR`,
    { exitCode: 0, stdout: "", stderr: "", timedOut: true, durationMs: ATTEMPTS * RETRY_MS },
    "Does kube-controller-manager run?",
  );
}
