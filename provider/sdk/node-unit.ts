import * as pulumi from "@pulumi/pulumi";
import { PACKAGE } from "./package.ts";

export interface NodeUnitArgs {
  /** The KindCluster's `name` output: it makes the unit follow a replaced cluster. */
  readonly cluster: pulumi.Input<string>;
  /** "all", or the part of the container's name after the cluster's: "control-plane", "worker2". */
  readonly node: pulumi.Input<string>;
  /** Unique in the cluster. */
  readonly name: pulumi.Input<string>;
  /** systemd unit files and drop-ins, by their path under /etc/systemd/system. */
  readonly files: pulumi.Input<Record<string, pulumi.Input<string>>>;
  /** The unit to start; none where the files only change units that run already. */
  readonly start?: pulumi.Input<string>;
}

/** systemd units in one node or all. Any change replaces them. */
export class NodeUnit extends pulumi.CustomResource {
  /** Containers that hold the units. */
  declare readonly nodes: pulumi.Output<string[]>;

  constructor(name: string, args: NodeUnitArgs, options?: pulumi.CustomResourceOptions) {
    super(
      "faultline:index:NodeUnit",
      name,
      { ...args, start: args.start ?? "", nodes: undefined },
      { version: PACKAGE.version, ...options },
    );
  }
}
