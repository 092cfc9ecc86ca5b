import { z } from "zod";
import type { ExecResult } from "../../base/exec.ts";
import type { ResourceType } from "../protocol/plugin.ts";
import type { Properties } from "../protocol/values.ts";
import type { Context } from "./context.ts";
import { outputOf, tryDocker } from "./docker.ts";
import { nodeResourceType, TARGET } from "./node-resource.ts";

const Inputs = z.object({
  ...TARGET,
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
  return nodeResourceType(context, Inputs, {
    name: ({ comment }) => comment,
    put: (rule) => ["sh", "-c", INSERT_ONCE, "sh", rule.table, rule.chain, ...specOf(rule)],
    async afterwards(node, { flush, match }) {
      if (!flush) return;
      // A DROP does not end what conntrack already lets through: rules of kube-proxy and the CNI accept ESTABLISHED first.
      const result = await tryDocker(context, ["exec", node, "conntrack", "-D", ...conntrackFilter(match)]);
      if (/0 flow entries/.test(result.stderr + result.stdout)) return;
      outputOf(result, `cannot flush flows in node ${node}`, "The node image must have `conntrack`.");
    },
    look: ({ inputs }) => ({
      command: iptables("-C", inputs),
      isAbsent: isNoRule,
      failure: "cannot look at the rules of",
      remedy: "Is its iptables usable?",
    }),
    remove: ({ inputs }) => ({
      command: iptables("-D", inputs),
      isAbsent: isNoRule,
      failure: "cannot remove the rule from",
      remedy: "Remove it by hand with `iptables -D`.",
    }),
  });
}

function iptables(action: "-C" | "-D", inputs: Properties): string[] {
  const rule = Inputs.parse(inputs);
  return ["iptables", "-w", "-t", rule.table, action, rule.chain, ...specOf(rule)];
}

const specOf = ({ match, comment, target }: Rule): string[] =>
  [match, ["-m", "comment", "--comment", comment, "-j"], target].flat();

/** legacy and nft iptables say it differently. */
const isNoRule = ({ exitCode, stderr }: ExecResult): boolean =>
  exitCode !== 0 && /does a matching rule exist|bad rule|no chain\/target\/match/i.test(stderr);

/** iptables match options that `conntrack -D` has too, by its name for them. */
const SHARED: Readonly<Record<string, string>> = {
  "-p": "-p",
  "--protocol": "-p",
  "-s": "-s",
  "--source": "-s",
  "-d": "-d",
  "--destination": "-d",
  "--sport": "--sport",
  "--source-port": "--sport",
  "--dport": "--dport",
  "--destination-port": "--dport",
};

/** The part of an iptables match that selects flows; interfaces and states are not part of a conntrack entry's key. */
export function conntrackFilter(match: readonly string[]): string[] {
  return match.flatMap((option, at) => {
    const name = SHARED[option];
    const value = match[at + 1];
    // conntrack cannot negate: a negated option is left out, which flushes more, never less.
    return name && value !== undefined && match[at - 1] !== "!" ? [name, value] : [];
  });
}
