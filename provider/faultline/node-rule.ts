import { z } from "zod";
import { isContainerGone } from "../../base/docker.ts";
import type { ResourceType } from "../protocol/plugin.ts";
import { conntrackFilter } from "./conntrack-filter.ts";
import type { Context } from "./context.ts";
import { docker, tryDocker } from "./docker.ts";
import { NodeCommandFailed } from "./errors.ts";
import { checkWith, diffReplacing } from "./plain-resource.ts";
import { nodesIn, plannedNodes, TARGET_NODE, targetNodes } from "./target-nodes.ts";

const Inputs = z.object({
  cluster: z.string().min(1),
  node: TARGET_NODE,
  table: z.enum(["filter", "mangle", "raw", "nat"]),
  chain: z.string().regex(/^[A-Z][A-Z0-9_-]*$/),
  match: z.array(z.string()),
  target: z.array(z.string()).min(1),
  comment: z.string().min(1).max(255),
  flush: z.boolean().optional(),
});
type Rule = z.infer<typeof Inputs>;

/** Inserts the rule unless the chain has it, so that an interrupted creation can be repeated. */
const INSERT_ONCE =
  't=$1; c=$2; shift 2; iptables -w -t "$t" -C "$c" "$@" 2>/dev/null || iptables -w -t "$t" -I "$c" "$@"';

/** `faultline:index:NodeRule`: one iptables rule in one node container or all of a cluster. */
export function nodeRuleType(context: Context): ResourceType {
  return {
    check: (call) => checkWith(Inputs, call),
    diff: (call) => diffReplacing(call),
    async create({ inputs, preview, signal }) {
      if (preview) return { id: "", outputs: { ...inputs, nodes: plannedNodes(inputs) } };
      const rule = Inputs.parse(inputs);
      const nodes = await targetNodes(context, rule);
      for (const node of nodes) {
        await docker(
          context,
          ["exec", node, "sh", "-c", INSERT_ONCE, "sh", rule.table, rule.chain, ...specOf(rule)],
          { signal },
        );
        if (rule.flush) await flush(context, node, rule);
      }
      return { id: `${rule.cluster}/${rule.comment}`, outputs: { ...inputs, nodes } };
    },
    async read({ id, inputs, outputs }) {
      const rule = Inputs.parse(inputs);
      for (const node of nodesIn(outputs)) {
        const args = ["exec", node, "iptables", "-w", "-t", rule.table, "-C", rule.chain, ...specOf(rule)];
        const found = await tryDocker(context, args);
        if (found.exitCode === 0) continue;
        if (isContainerGone(found) || isNoRule(found.stderr)) return null;
        throw new NodeCommandFailed(
          `cannot look at the rules of node ${node}`,
          found,
          "Is its iptables usable?",
        );
      }
      return { id, inputs, outputs };
    },
    update: async ({ outputs }) => outputs,
    async delete({ inputs, outputs }) {
      const rule = Inputs.parse(inputs);
      for (const node of nodesIn(outputs)) {
        const args = ["exec", node, "iptables", "-w", "-t", rule.table, "-D", rule.chain, ...specOf(rule)];
        const removed = await tryDocker(context, args);
        if (removed.exitCode === 0 || isContainerGone(removed) || isNoRule(removed.stderr)) continue;
        throw new NodeCommandFailed(
          `cannot remove the rule from node ${node}`,
          removed,
          "Remove it by hand with `iptables -D`.",
        );
      }
    },
  };
}

const specOf = (rule: Rule): string[] => [
  ...rule.match,
  "-m",
  "comment",
  "--comment",
  rule.comment,
  "-j",
  ...rule.target,
];

/** legacy and nft iptables say it differently. */
const isNoRule = (stderr: string): boolean =>
  /does a matching rule exist|bad rule|no chain\/target\/match/i.test(stderr);

/** A DROP does not end what conntrack already lets through: rules of kube-proxy and the CNI accept ESTABLISHED first. */
async function flush(context: Context, node: string, rule: Rule): Promise<void> {
  const result = await tryDocker(context, ["exec", node, "conntrack", "-D", ...conntrackFilter(rule.match)]);
  if (result.exitCode === 0 || /0 flow entries/.test(result.stderr + result.stdout)) return;
  throw new NodeCommandFailed(
    `cannot flush flows in node ${node}`,
    result,
    "The node image must have `conntrack`.",
  );
}
