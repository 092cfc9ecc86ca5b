import { Provider } from "@pulumi/kubernetes/provider.js";
import * as pulumi from "@pulumi/pulumi";
import { SealedNetwork, type Server } from "../provider/sdk/index.ts";
import type { ClusterSpec } from "./spec.ts";

/** What a spec leaves open because it depends on the machine, not on the state wanted. */
export interface StandContext {
  /** Name of the cluster and its network in the engine. */
  readonly name: string;
  /** Node image as the engine knows it. */
  readonly nodeImage: (cluster: Pick<ClusterSpec, "distribution" | "version">) => string;
  /** Engine labels of the network and Kubernetes labels of the nodes. */
  readonly labels: Readonly<Record<string, string>>;
}

/** The stack's outputs; `kubeconfig` is a secret. */
export interface StandOutputs {
  readonly kubeconfig: pulumi.Output<string>;
  readonly servers: pulumi.Output<Server[]>;
  readonly nodes: pulumi.Output<string[]>;
  readonly version: pulumi.Output<string>;
  /** Where the others are a virtual cluster's: the cluster it runs on. */
  readonly host?: { readonly kubeconfig: pulumi.Output<string> };
}

type ClusterResource = pulumi.CustomResource & StandOutputs & { readonly name: pulumi.Output<string> };

/** A cluster on a sealed network of its own, whatever makes it. */
export abstract class ClusterStand extends pulumi.ComponentResource {
  readonly outputs: StandOutputs;
  /** The cluster's name in the engine, known once it exists. */
  readonly clusterName: pulumi.Output<string>;
  /** What pods wait for: some distributions have the images in their nodes when the cluster is there. */
  readonly images: readonly pulumi.Resource[] = [];
  readonly #cluster: ClusterResource;
  readonly #identifier: string;
  #provider: Provider | undefined;

  constructor(
    type: string,
    { name, labels }: StandContext,
    clusterOn: (network: pulumi.Output<string>, options: pulumi.CustomResourceOptions) => ClusterResource,
  ) {
    super(`faultline:stacks:${type}`, "stand");
    const network = new SealedNetwork("network", { name, labels }, { parent: this });
    this.#cluster = clusterOn(network.name, { parent: this });
    const { kubeconfig, servers, nodes, version } = this.#cluster;
    this.outputs = { kubeconfig, servers, nodes, version };
    this.clusterName = this.#cluster.name;
    this.#identifier = name;
    this.registerOutputs({ servers, nodes, version });
  }

  /** Of a resource inside a node: it lives and dies with the cluster, so `destroy` removes the cluster alone. */
  nodeOptions(parent: pulumi.Resource): pulumi.CustomResourceOptions {
    return { parent, deletedWith: this.#cluster, replaceWith: [this.#cluster] };
  }

  /** Of a Kubernetes object: a broken APIService blocks deletions in the cluster, so none is ever asked for at the end. */
  objectOptions(parent: pulumi.Resource): pulumi.CustomResourceOptions {
    this.#provider ??= new Provider(
      "kubernetes",
      // Without an identifier a new kubeconfig replaces the provider, and Pulumi 3.259 then closes the old one before the objects
      // that still need it are gone. `replaceWith` above makes the objects follow the cluster instead.
      { kubeconfig: this.outputs.kubeconfig, clusterIdentifier: this.#identifier },
      { parent: this },
    );
    return { ...this.nodeOptions(parent), provider: this.#provider };
  }
}
