import * as pulumi from "@pulumi/pulumi";
import { PACKAGE } from "./package.ts";

/** One kube-apiserver: its node's name and the URL it answers at, with a certificate the cluster's CA signed for that address. */
export interface Server {
  readonly name: string;
  readonly url: string;
}

/** What every cluster gives, whatever makes it. */
export abstract class ClusterResource extends pulumi.CustomResource {
  declare readonly name: pulumi.Output<string>;
  /** Admin kubeconfig (YAML), a secret. */
  declare readonly kubeconfig: pulumi.Output<string>;
  declare readonly servers: pulumi.Output<Server[]>;
  /** Container names of the nodes, servers first, without a load balancer; k0s' controller also where it is no Kubernetes node. */
  declare readonly nodes: pulumi.Output<string[]>;
  /** Kubernetes version the nodes run, without the `v`. */
  declare readonly version: pulumi.Output<string>;

  constructor(type: string, name: string, inputs: pulumi.Inputs, options?: pulumi.CustomResourceOptions) {
    super(
      `faultline:index:${type}`,
      name,
      { ...inputs, kubeconfig: undefined, servers: undefined, nodes: undefined, version: undefined },
      { version: PACKAGE.version, additionalSecretOutputs: ["kubeconfig"], ...options },
    );
  }
}
