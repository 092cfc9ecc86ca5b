import { K0sCluster } from "../../provider/sdk/index.ts";
import { K0S_DEFAULTS } from "../edits/cluster.ts";
import type { StandSpec } from "../spec.ts";
import { ClusterStand, type StandContext } from "../stand.ts";
import { nodeRoutes, nodeRules } from "../workloads/in-nodes.ts";
import { objects } from "../workloads/objects.ts";
import { imagesInside } from "./released-images.ts";

/** k0s' own installer of CNI plugins (pkg/constant/constant.go at v1.32.3+k0s.0). */
const CNI_INSTALLER = "quay.io/k0sproject/cni-node:1.3.0-k0s.0";

/** k0s: a controller that is no node, and workers. Its metrics-server is the one k0s brings. */
export class K0sStand extends ClusterStand {
  constructor(spec: StandSpec, context: StandContext) {
    const { cluster } = spec;
    const { name, labels } = context;
    const { disabledComponents, config, controllerIsNode } = cluster.k0s ?? K0S_DEFAULTS;
    super("K0sStand", context, (network, options) => {
      const args = {
        name,
        image: context.nodeImage(cluster),
        kubernetesVersion: cluster.version,
        workers: cluster.workers,
        network,
        images: [...imagesInside(cluster)],
        cniInstaller: CNI_INSTALLER,
        disabledComponents: [...disabledComponents],
        config: { ...config },
        controllerIsNode,
        labels,
      };
      return new K0sCluster("cluster", args, options);
    });
    nodeRules(spec.nodeRules, this);
    nodeRoutes(spec.nodeRoutes ?? [], this);
    objects(spec.objects ?? [], this);
  }
}
