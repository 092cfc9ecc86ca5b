import { K3dCluster } from "../../provider/sdk/index.ts";
import type { K3sSpec, StandSpec } from "../spec.ts";
import { ClusterStand, type StandContext } from "../stand.ts";
import { metricsServerImage } from "../workloads/metrics-server/deployment.ts";
import { MetricsServer } from "../workloads/metrics-server.ts";
import { objects } from "../workloads/objects.ts";
import { imagesInside } from "./released-images.ts";

/** What comes with K3s and no scenario looks at, and metrics-server, which the stack brings itself. */
const DISABLED = ["metrics-server", "traefik", "servicelb", "local-storage"];

function k3sArgs({ serverIsNode, egressSelectorMode }: K3sSpec): string[] {
  return [...(serverIsNode ? [] : ["--disable-agent"]), `--egress-selector-mode=${egressSelectorMode}`];
}

/** K3s under k3d with the metrics-server of the spec. K3s brings its own DNS, and is configured by flags alone. */
export class K3dStand extends ClusterStand {
  constructor({ cluster, metricsServer, objects: wanted = [] }: StandSpec, context: StandContext) {
    const { name, labels } = context;
    const flags = Object.entries(cluster.apiServerArgs).map(([key, value]) => `${key}=${value}`);
    super("K3dStand", context, (network, options) => {
      const args = {
        name,
        image: context.nodeImage(cluster),
        kubernetesVersion: cluster.version,
        servers: cluster.servers,
        agents: cluster.workers,
        network,
        images: [...imagesInside(cluster), metricsServerImage(metricsServer.version)],
        serverArgs: [
          `--disable=${DISABLED.join(",")}`,
          ...flags.map((flag) => `--kube-apiserver-arg=${flag}`),
          ...(cluster.k3s ? k3sArgs(cluster.k3s) : []),
        ],
        labels,
      };
      return new K3dCluster("cluster", args, options);
    });
    new MetricsServer("metrics-server", metricsServer, this);
    objects(wanted, this);
  }
}
