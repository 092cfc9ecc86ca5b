import type * as pulumi from "@pulumi/pulumi";
import { ClusterResource } from "./cluster-resource.ts";

export interface K0sClusterArgs {
  /** Containers are `<name>-control-plane`, `<name>-worker`, `<name>-worker2` … Fixed, so a change replaces the cluster. */
  readonly name: pulumi.Input<string>;
  /** Image as the engine knows it, e.g. "docker.io/k0sproject/k0s:v1.32.3-k0s.0". */
  readonly image: pulumi.Input<string>;
  /** Without the `v`. */
  readonly kubernetesVersion: pulumi.Input<string>;
  readonly workers: pulumi.Input<number>;
  /** Name of a network that exists (a SealedNetwork's `name`). */
  readonly network: pulumi.Input<string>;
  /** Images the workers' pods need; the engine's are copied into workers, unless their image carries them. */
  readonly images: pulumi.Input<pulumi.Input<string>[]>;
  /** Image that installs CNI plugins below /host/opt/cni/bin; without it in the engine the node image's own are used. */
  readonly cniInstaller: pulumi.Input<string>;
  /** `--disable-components`. Updated in place, as the two below: the controller is re-created on its data. */
  readonly disabledComponents?: pulumi.Input<pulumi.Input<string>[]>;
  /** `spec` of k0s.yaml. One that k0s refuses changes nothing. */
  readonly config?: pulumi.Input<Record<string, unknown>>;
  /** The controller runs pods, too. */
  readonly controllerIsNode?: pulumi.Input<boolean>;
  readonly labels?: pulumi.Input<Record<string, pulumi.Input<string>>>;
}

/** Real k0s in containers: one controller, apart from its workers. Its API answers when it is created, and the workers' kubelets run. */
export class K0sCluster extends ClusterResource {
  constructor(name: string, args: K0sClusterArgs, options?: pulumi.CustomResourceOptions) {
    super(
      "K0sCluster",
      name,
      {
        ...args,
        disabledComponents: args.disabledComponents ?? [],
        config: args.config ?? {},
        controllerIsNode: args.controllerIsNode ?? false,
        labels: args.labels ?? {},
      },
      options,
    );
  }
}
