import type * as pulumi from "@pulumi/pulumi";
import { ClusterResource } from "./cluster-resource.ts";

export interface K3dClusterArgs {
  /** k3d's cluster name; containers are `k3d-<name>-server-0` … Fixed, so a change replaces the cluster, as any other does. */
  readonly name: pulumi.Input<string>;
  /** Node image as the engine knows it, e.g. "docker.io/rancher/k3s:v1.31.6-k3s1". */
  readonly image: pulumi.Input<string>;
  /** Without the `v`. */
  readonly kubernetesVersion: pulumi.Input<string>;
  readonly servers: pulumi.Input<number>;
  readonly agents: pulumi.Input<number>;
  /** Name of a network that exists (a SealedNetwork's `name`). */
  readonly network: pulumi.Input<string>;
  /** Images that pods need; imported from the engine where the nodes lack them. */
  readonly images?: pulumi.Input<pulumi.Input<string>[]>;
  /** `k3s server` arguments, e.g. "--disable=traefik". */
  readonly serverArgs?: pulumi.Input<pulumi.Input<string>[]>;
  /** Engine labels of the containers. */
  readonly labels?: pulumi.Input<Record<string, pulumi.Input<string>>>;
}

/** A real k3d cluster without a load balancer: `servers` is the one whose port is published. Its API server answers when it is created. */
export class K3dCluster extends ClusterResource {
  constructor(name: string, args: K3dClusterArgs, options?: pulumi.CustomResourceOptions) {
    const { servers, ...rest } = args;
    super(
      "K3dCluster",
      name,
      {
        ...rest,
        serverCount: servers,
        images: args.images ?? [],
        serverArgs: args.serverArgs ?? [],
        labels: args.labels ?? {},
      },
      options,
    );
  }
}
