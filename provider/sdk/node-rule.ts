import * as pulumi from "@pulumi/pulumi";
import { PACKAGE } from "./package.ts";

export interface NodeRuleArgs {
  /** The KindCluster's `name` output: it makes the rule follow a replaced cluster. */
  readonly cluster: pulumi.Input<string>;
  /** "all", or the part of the container's name after the cluster's: "control-plane", "control-plane2", "worker". */
  readonly node: pulumi.Input<string>;
  readonly table: pulumi.Input<string>;
  readonly chain: pulumi.Input<string>;
  /** iptables match arguments, e.g. ["-p","tcp","--dport","10250"]. */
  readonly match: pulumi.Input<pulumi.Input<string>[]>;
  /** e.g. ["DROP"]. */
  readonly target: pulumi.Input<pulumi.Input<string>[]>;
  /** Identifies the rule in `iptables -S`; unique in the cluster. */
  readonly comment: pulumi.Input<string>;
  /** Also drop the node's matching conntrack entries, or flows that are established live on. Default false. */
  readonly flush?: pulumi.Input<boolean>;
}

/** One iptables rule, inserted first into its chain in one node or all. Any change replaces it. */
export class NodeRule extends pulumi.CustomResource {
  /** Containers that hold the rule. */
  declare readonly nodes: pulumi.Output<string[]>;

  constructor(name: string, args: NodeRuleArgs, options?: pulumi.CustomResourceOptions) {
    super(
      "faultline:index:NodeRule",
      name,
      { ...args, flush: args.flush ?? false, nodes: undefined },
      { version: PACKAGE.version, ...options },
    );
  }
}
