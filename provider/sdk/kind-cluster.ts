import type * as pulumi from "@pulumi/pulumi";
import { ClusterResource } from "./cluster-resource.ts";

export interface KindClusterArgs {
  /** kind's cluster name; containers are `<name>-control-plane`, `<name>-worker2` … Fixed, so a change replaces the cluster. */
  readonly name: pulumi.Input<string>;
  /** Node image as the engine knows it, e.g. "kindest/node:v1.32.5". */
  readonly nodeImage: pulumi.Input<string>;
  /** Without the `v`. */
  readonly kubernetesVersion: pulumi.Input<string>;
  /** Control-plane nodes, at least 1; more than one brings kind's load balancer. */
  readonly servers: pulumi.Input<number>;
  readonly workers: pulumi.Input<number>;
  /** Name of a network that exists (a SealedNetwork's `name`). */
  readonly network: pulumi.Input<string>;
  /** Merged into every node's KubeletConfiguration. Updated in place: the kubelets restart. */
  readonly kubelet?: pulumi.Input<Record<string, unknown>>;
  /** kube-apiserver flags without the dashes. Updated in place: the static pods are replaced, one server after another. */
  readonly apiServerArgs?: pulumi.Input<Record<string, pulumi.Input<string>>>;
  /** Environment of kube-apiserver. Updated in place, likewise. */
  readonly apiServerEnv?: pulumi.Input<Record<string, pulumi.Input<string>>>;
  /** Files in every node, by absolute path. Updated in place: the kubelets restart. */
  readonly files?: pulumi.Input<Record<string, { readonly content: string; readonly mode?: string }>>;
  /** Leaves out the node image's own pod network; default false. */
  readonly disableDefaultCNI?: pulumi.Input<boolean>;
  /** Kubernetes labels of every node (kind cannot label its containers). */
  readonly labels?: pulumi.Input<Record<string, pulumi.Input<string>>>;
}

/** A real kind cluster. Its API server answers when it is created; nodes need not be Ready yet. */
export class KindCluster extends ClusterResource {
  constructor(name: string, args: KindClusterArgs, options?: pulumi.CustomResourceOptions) {
    const { servers, ...rest } = args;
    super(
      "KindCluster",
      name,
      {
        ...rest,
        serverCount: servers,
        kubelet: args.kubelet ?? {},
        apiServerArgs: args.apiServerArgs ?? {},
        apiServerEnv: args.apiServerEnv ?? {},
        disableDefaultCNI: args.disableDefaultCNI ?? false,
        labels: args.labels ?? {},
      },
      options,
    );
  }
}
