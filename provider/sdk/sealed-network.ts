import * as pulumi from "@pulumi/pulumi";
import { PACKAGE } from "./package.ts";

export interface SealedNetworkArgs {
  /** Name of the network in the engine; fixed, so a change replaces it. */
  readonly name: pulumi.Input<string>;
  /** Engine labels, e.g. `faultline.run`. */
  readonly labels?: pulumi.Input<Record<string, pulumi.Input<string>>>;
}

/** A container network whose nodes can reach one another and the host, and nothing outside the machine. */
export class SealedNetwork extends pulumi.CustomResource {
  declare readonly name: pulumi.Output<string>;
  /** The host's bridge interface. */
  declare readonly bridge: pulumi.Output<string>;
  /** CIDR. */
  declare readonly subnet: pulumi.Output<string>;
  declare readonly gateway: pulumi.Output<string>;

  constructor(name: string, args: SealedNetworkArgs, options?: pulumi.CustomResourceOptions) {
    super(
      "faultline:index:SealedNetwork",
      name,
      {
        name: args.name,
        labels: args.labels ?? {},
        bridge: undefined,
        subnet: undefined,
        gateway: undefined,
      },
      { version: PACKAGE.version, ...options },
    );
  }
}
