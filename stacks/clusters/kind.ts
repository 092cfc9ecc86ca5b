import { ImageLoad, KindCluster } from "../../provider/sdk/index.ts";
import type { ClusterSpec } from "../spec.ts";
import { ClusterStand, type StandContext } from "../stand.ts";

/** A kind cluster with the images its workloads need. */
export class KindStand extends ClusterStand {
  override readonly images: readonly ImageLoad[];

  /** `images`: those every node must have, because a sealed network lets none be pulled. */
  constructor(spec: ClusterSpec, context: StandContext, images: readonly string[]) {
    const { name, labels } = context;
    super("KindStand", context, (network, options) => {
      const args = {
        name,
        nodeImage: context.nodeImage(spec),
        kubernetesVersion: spec.version,
        servers: spec.servers,
        workers: spec.workers,
        network,
        kubelet: { ...spec.kubelet },
        apiServerArgs: { ...spec.apiServerArgs },
        apiServerEnv: { ...spec.apiServerEnv },
        ...(spec.files && { files: { ...spec.files } }),
        disableDefaultCNI: spec.podNetwork === "flannel-vxlan",
        labels,
      };
      return new KindCluster("cluster", args, options);
    });
    const cluster = this.clusterName;
    this.images = images.map((image) => new ImageLoad(image, { cluster, image }, this.nodeOptions(this)));
  }
}
