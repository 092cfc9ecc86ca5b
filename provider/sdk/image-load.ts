import * as pulumi from "@pulumi/pulumi";
import { PACKAGE } from "./package.ts";

export interface ImageLoadArgs {
  /** The KindCluster's `name` output. */
  readonly cluster: pulumi.Input<string>;
  /** Full image name, e.g. "registry.k8s.io/metrics-server/metrics-server:v0.7.2". */
  readonly image: pulumi.Input<string>;
  /** Container names; default: every node of the cluster. */
  readonly nodes?: pulumi.Input<pulumi.Input<string>[]>;
}

/** Makes sure every node's containerd has an image; does nothing where the node image brought it. */
export class ImageLoad extends pulumi.CustomResource {
  declare readonly image: pulumi.Output<string>;
  /** Containers the image had to be imported into (not those that had it). */
  declare readonly loadedInto: pulumi.Output<string[]>;

  constructor(name: string, args: ImageLoadArgs, options?: pulumi.CustomResourceOptions) {
    super(
      "faultline:index:ImageLoad",
      name,
      { ...args, nodes: args.nodes ?? [], loadedInto: undefined },
      { version: PACKAGE.version, ...options },
    );
  }
}
