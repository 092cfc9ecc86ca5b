import { Provider } from "@pulumi/kubernetes/provider.js";
import * as pulumi from "@pulumi/pulumi";
import { K3dCluster, SealedNetwork } from "../../provider/sdk/index.ts";
import type { K3sSpec, StandSpec } from "../spec.ts";
import type { StandContext, StandOutputs } from "../stand.ts";
import { metricsServerImage } from "../workloads/metrics-server/deployment.ts";
import { MetricsServer } from "../workloads/metrics-server.ts";
import { imagesInside } from "./released-images.ts";

/** What comes with K3s and no scenario looks at, and metrics-server, which the stack brings itself. */
const DISABLED = ["metrics-server", "traefik", "servicelb", "local-storage"];

function k3sArgs({ serverIsNode, egressSelectorMode }: K3sSpec): string[] {
  return [...(serverIsNode ? [] : ["--disable-agent"]), `--egress-selector-mode=${egressSelectorMode}`];
}

/** K3s under k3d on a sealed network of its own, with the metrics-server of the spec. K3s brings its own DNS, and is configured by flags alone. */
export class K3dStand extends pulumi.ComponentResource implements StandOutputs {
  readonly kubeconfig: pulumi.Output<string>;
  readonly servers: StandOutputs["servers"];
  readonly nodes: pulumi.Output<string[]>;
  readonly version: pulumi.Output<string>;
  readonly clusterName: pulumi.Output<string>;
  /** Pods' images are in the nodes when the cluster is there. */
  readonly images: readonly pulumi.Resource[] = [];
  readonly #cluster: K3dCluster;
  readonly #provider: Provider;

  constructor(name: string, spec: StandSpec, context: StandContext) {
    super("faultline:stacks:K3dStand", name);
    const { cluster } = spec;
    const { labels } = context;
    const network = new SealedNetwork("network", { name: context.name, labels }, { parent: this });
    const flags = Object.entries(cluster.apiServerArgs).map(([key, value]) => `${key}=${value}`);
    this.#cluster = new K3dCluster(
      "cluster",
      {
        name: context.name,
        image: context.nodeImage(cluster),
        kubernetesVersion: cluster.version,
        servers: cluster.servers,
        agents: cluster.workers,
        network: network.name,
        images: [...imagesInside(cluster), metricsServerImage(spec.metricsServer.version)],
        serverArgs: [
          `--disable=${DISABLED.join(",")}`,
          ...flags.map((flag) => `--kube-apiserver-arg=${flag}`),
          ...(cluster.k3s ? k3sArgs(cluster.k3s) : []),
        ],
        labels,
      },
      { parent: this },
    );
    const { kubeconfig, servers, nodes, version } = this.#cluster;
    this.kubeconfig = kubeconfig;
    this.servers = servers;
    this.nodes = nodes;
    this.version = version;
    this.clusterName = this.#cluster.name;
    this.#provider = new Provider(
      "kubernetes",
      { kubeconfig, clusterIdentifier: context.name },
      { parent: this },
    );
    new MetricsServer("metrics-server", spec.metricsServer, this);
    this.registerOutputs({ servers, nodes, version });
  }

  /** As of the kind stand: everything inside lives and dies with the cluster. */
  objectOptions(parent: pulumi.Resource): pulumi.CustomResourceOptions {
    const cluster = this.#cluster;
    return { parent, deletedWith: cluster, replaceWith: [cluster], provider: this.#provider };
  }
}
