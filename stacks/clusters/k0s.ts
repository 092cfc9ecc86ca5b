import * as pulumi from "@pulumi/pulumi";
import { K0sCluster, SealedNetwork } from "../../provider/sdk/index.ts";
import { K0S_DEFAULTS } from "../edits/cluster.ts";
import type { StandSpec } from "../spec.ts";
import type { StandContext, StandOutputs } from "../stand.ts";
import { nodeRoutes } from "../workloads/node-routes.ts";
import { nodeRules } from "../workloads/node-rules.ts";
import { imagesInside } from "./released-images.ts";

/** k0s' own installer of CNI plugins (pkg/constant/constant.go at v1.32.3+k0s.0). */
const CNI_INSTALLER = "quay.io/k0sproject/cni-node:1.3.0-k0s.0";

/** k0s on a sealed network of its own: a controller that is no node, and workers. Its metrics-server is the one k0s brings. */
export class K0sStand extends pulumi.ComponentResource implements StandOutputs {
  readonly kubeconfig: pulumi.Output<string>;
  readonly servers: StandOutputs["servers"];
  readonly nodes: pulumi.Output<string[]>;
  readonly version: pulumi.Output<string>;
  readonly clusterName: pulumi.Output<string>;
  readonly #cluster: K0sCluster;

  constructor(name: string, spec: StandSpec, context: StandContext) {
    super("faultline:stacks:K0sStand", name);
    const { cluster } = spec;
    const { labels } = context;
    const network = new SealedNetwork("network", { name: context.name, labels }, { parent: this });
    const { disabledComponents, config, controllerIsNode } = cluster.k0s ?? K0S_DEFAULTS;
    this.#cluster = new K0sCluster(
      "cluster",
      {
        name: context.name,
        image: context.nodeImage(cluster),
        kubernetesVersion: cluster.version,
        workers: cluster.workers,
        network: network.name,
        images: [...imagesInside(cluster)],
        cniInstaller: CNI_INSTALLER,
        disabledComponents: [...disabledComponents],
        config: { ...config },
        controllerIsNode,
        labels,
      },
      { parent: this },
    );
    this.kubeconfig = this.#cluster.kubeconfig;
    this.servers = this.#cluster.servers;
    this.nodes = this.#cluster.nodes;
    this.version = this.#cluster.version;
    this.clusterName = this.#cluster.name;
    nodeRules(spec.nodeRules, this);
    nodeRoutes(spec.nodeRoutes ?? [], this);
    this.registerOutputs({ servers: this.servers, nodes: this.nodes, version: this.version });
  }

  /** As of the kind stand: everything inside lives and dies with the cluster. */
  nodeOptions(parent: pulumi.Resource): pulumi.CustomResourceOptions {
    return { parent, deletedWith: this.#cluster, replaceWith: [this.#cluster], dependsOn: [this.#cluster] };
  }
}
