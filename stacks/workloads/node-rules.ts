import type * as pulumi from "@pulumi/pulumi";
import { NodeRule } from "../../provider/sdk/index.ts";
import type { KindStand } from "../clusters/kind.ts";
import type { NodeRuleSpec } from "../spec.ts";

/** iptables rules in the nodes, one after another: each goes in first, so the last of the list ends on top of its chain. */
export function nodeRules(
  rules: readonly NodeRuleSpec[],
  stand: pulumi.Resource & Pick<KindStand, "clusterName" | "nodeOptions">,
): void {
  let previous: pulumi.Resource | undefined;
  for (const { name, node, table, chain, match, target } of rules) {
    previous = new NodeRule(
      name,
      {
        cluster: stand.clusterName,
        node,
        table,
        chain,
        match: [...match],
        target: [...target],
        comment: name,
      },
      { ...stand.nodeOptions(stand), ...(previous && { dependsOn: [previous] }) },
    );
  }
}
