import * as pulumi from "@pulumi/pulumi";
import type { Server } from "./cluster-resource.ts";
import { PACKAGE } from "./package.ts";

export interface VClusterArgs {
  /** Helm release; fixed, so a change replaces the virtual cluster. */
  readonly name: pulumi.Input<string>;
  /** Namespace on the host; made if absent. Fixed likewise. */
  readonly namespace: pulumi.Input<string>;
  /** Of chart and images, without the `v`. A change is a Helm upgrade. */
  readonly version: pulumi.Input<string>;
  /** Version of Helm without the `v`, where it is not every run's. A change is a Helm upgrade by the other one. */
  readonly helm?: pulumi.Input<string>;
  /** Values of the chart (https://www.vcluster.com/docs/vcluster/configure/vcluster-yaml/). A change is a Helm upgrade. */
  readonly values: pulumi.Input<Record<string, unknown>>;
  /** The host's, as YAML. */
  readonly hostKubeconfig: pulumi.Input<string>;
  /** Address of a host node and the port of the values' `controlPlane.service.httpsNodePort`: where the virtual API is asked. */
  readonly address: pulumi.Input<string>;
  readonly nodePort: pulumi.Input<number>;
}

/** A real virtual cluster, installed by Helm. Its API server answers when it is created or updated. */
export class VCluster extends pulumi.CustomResource {
  /** Admin kubeconfig of the virtual cluster (YAML), a secret. */
  declare readonly kubeconfig: pulumi.Output<string>;
  declare readonly servers: pulumi.Output<Server[]>;

  constructor(name: string, args: VClusterArgs, options?: pulumi.CustomResourceOptions) {
    super(
      "faultline:index:VCluster",
      name,
      { ...args, kubeconfig: undefined, servers: undefined },
      { version: PACKAGE.version, additionalSecretOutputs: ["kubeconfig"], ...options },
    );
  }
}
