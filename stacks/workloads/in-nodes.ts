import type { Resource } from "@pulumi/pulumi";
import { NodeRoute, NodeRule, NodeUnit } from "../../provider/sdk/index.ts";
import type { NodeRouteSpec, NodeRuleSpec, NodeUnitSpec } from "../spec.ts";
import type { ClusterStand } from "../stand.ts";

/** iptables rules in the nodes, one after another: each goes in first, so the last of the list ends on top of its chain. */
export function nodeRules(rules: readonly NodeRuleSpec[], stand: ClusterStand): void {
  let previous: Resource | undefined;
  for (const { name, node, table, chain, match, target } of rules) {
    const args = {
      cluster: stand.clusterName,
      node,
      table,
      chain,
      match: [...match],
      target: [...target],
      comment: name,
    };
    const options = { ...stand.nodeOptions(stand), ...(previous && { dependsOn: [previous] }) };
    previous = new NodeRule(name, args, options);
  }
}

/** Routes in the nodes; of two the longer prefix counts, so their order does not. */
export function nodeRoutes(routes: readonly NodeRouteSpec[], stand: ClusterStand): void {
  for (const { name, node, to, via } of routes) {
    const destination = typeof to === "string" ? to : `pods:${to.podsOf}`;
    const args = { cluster: stand.clusterName, node, to: destination, name, ...(via !== null && { via }) };
    new NodeRoute(name, args, stand.nodeOptions(stand));
  }
}

/** systemd units in the nodes. */
export function nodeUnits(units: readonly NodeUnitSpec[], stand: ClusterStand): void {
  for (const unit of units) {
    new NodeUnit(unit.name, { ...unit, cluster: stand.clusterName }, stand.nodeOptions(stand));
  }
}
