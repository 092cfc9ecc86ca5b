import * as pulumi from "@pulumi/pulumi";
import { PACKAGE } from "./package.ts";

export interface NodeRouteArgs {
  /** The KindCluster's `name` output: it makes the route follow a replaced cluster. */
  readonly cluster: pulumi.Input<string>;
  /** "all", or the part of the container's name after the cluster's: "control-plane", "control-plane2", "worker". */
  readonly node: pulumi.Input<string>;
  /** IPv4 CIDR, or "pods:worker" for the pod CIDR of that node. */
  readonly to: pulumi.Input<string>;
  /** The node that is the gateway, e.g. "worker"; left out, the destination is unreachable from the node. */
  readonly via?: pulumi.Input<string>;
  /** Unique in the cluster. */
  readonly name: pulumi.Input<string>;
}

/** One route in one node or all, looked up before the node's own. Any change replaces it. */
export class NodeRoute extends pulumi.CustomResource {
  /** Containers that hold the route. */
  declare readonly nodes: pulumi.Output<string[]>;
  /** CIDR. */
  declare readonly destination: pulumi.Output<string>;
  /** IPv4 address of the gateway; empty where there is none. */
  declare readonly gateway: pulumi.Output<string>;

  constructor(name: string, args: NodeRouteArgs, options?: pulumi.CustomResourceOptions) {
    super(
      "faultline:index:NodeRoute",
      name,
      { ...args, via: args.via ?? "", nodes: undefined, destination: undefined, gateway: undefined },
      { version: PACKAGE.version, ...options },
    );
  }
}
