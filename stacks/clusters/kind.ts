import { Provider } from "@pulumi/kubernetes/provider.js";
import * as pulumi from "@pulumi/pulumi";
import { ImageLoad, KindCluster, SealedNetwork, type Server } from "../../provider/sdk/index.ts";
import type { ClusterSpec } from "../spec.ts";

export interface KindStandArgs {
  /** Name of the cluster and of its network in the engine; unique there. */
  readonly name: string;
  /** Node image as the engine knows it. */
  readonly nodeImage: string;
  /** Images every node must have: a sealed network lets none be pulled. */
  readonly images: readonly string[];
  /** Engine labels of the network and Kubernetes labels of the nodes. */
  readonly labels: Readonly<Record<string, string>>;
  readonly spec: ClusterSpec;
}

/** A kind cluster on a sealed network of its own, with the images its workloads need. */
export class KindStand extends pulumi.ComponentResource {
  readonly kubeconfig: pulumi.Output<string>;
  readonly servers: pulumi.Output<Server[]>;
  readonly nodes: pulumi.Output<string[]>;
  readonly version: pulumi.Output<string>;
  /** kind's own name of the cluster, known once it exists. */
  readonly clusterName: pulumi.Output<string>;
  readonly images: readonly ImageLoad[];
  readonly #cluster: KindCluster;
  readonly #provider: Provider;

  constructor(name: string, args: KindStandArgs) {
    super("faultline:stacks:KindStand", name);
    const { spec, labels } = args;
    const network = new SealedNetwork("network", { name: args.name, labels }, { parent: this });
    this.#cluster = new KindCluster(
      "cluster",
      {
        name: args.name,
        nodeImage: args.nodeImage,
        kubernetesVersion: spec.version,
        servers: spec.servers,
        workers: spec.workers,
        network: network.name,
        kubelet: { ...spec.kubelet },
        apiServerArgs: { ...spec.apiServerArgs },
        apiServerEnv: { ...spec.apiServerEnv },
        disableDefaultCNI: spec.podNetwork === "flannel-vxlan",
        labels,
      },
      { parent: this },
    );
    this.kubeconfig = this.#cluster.kubeconfig;
    this.servers = this.#cluster.servers;
    this.nodes = this.#cluster.nodes;
    this.version = this.#cluster.version;
    this.clusterName = this.#cluster.name;
    this.#provider = new Provider(
      "kubernetes",
      // Without an identifier a new kubeconfig replaces the provider, and Pulumi 3.259 then closes the old one before the objects
      // that still need it are gone. `replaceWith` below makes the objects follow the cluster instead.
      { kubeconfig: this.kubeconfig, clusterIdentifier: args.name },
      { parent: this },
    );
    this.images = args.images.map(
      (image) => new ImageLoad(image, { cluster: this.clusterName, image }, this.nodeOptions(this)),
    );
    this.registerOutputs({ servers: this.servers, nodes: this.nodes, version: this.version });
  }

  /** Of a resource inside a node: it lives and dies with the cluster, so `destroy` removes the cluster alone. */
  nodeOptions(parent: pulumi.Resource): pulumi.CustomResourceOptions {
    return { parent, deletedWith: this.#cluster, replaceWith: [this.#cluster] };
  }

  /** Of a Kubernetes object: a broken APIService blocks deletions in the cluster, so none is ever asked for at the end. */
  objectOptions(parent: pulumi.Resource): pulumi.CustomResourceOptions {
    return { ...this.nodeOptions(parent), provider: this.#provider };
  }
}
