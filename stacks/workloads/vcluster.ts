import * as pulumi from "@pulumi/pulumi";
import { type Server, VCluster } from "../../provider/sdk/index.ts";
import type { KindStand } from "../clusters/kind.ts";
import type { VClusterSpec } from "../spec.ts";
import { RELEASE, VCLUSTER_NAMESPACE } from "./vcluster/release.ts";
import { NODE_PORT, vclusterValues } from "./vcluster/values.ts";

/** A virtual cluster on the stand's kind cluster. */
export class VirtualCluster extends pulumi.ComponentResource {
  readonly kubeconfig: pulumi.Output<string>;
  readonly servers: pulumi.Output<Server[]>;

  /** `first`: what the syncer needs on the host when it starts (DNS, the policy engine). */
  constructor(
    name: string,
    spec: VClusterSpec,
    stand: KindStand,
    { kubernetes, first }: { readonly kubernetes: string; readonly first: readonly pulumi.Resource[] },
  ) {
    super("faultline:stacks:VirtualCluster", name);
    const cluster = new VCluster(
      RELEASE,
      {
        name: RELEASE,
        namespace: VCLUSTER_NAMESPACE,
        version: spec.version,
        values: vclusterValues(spec, kubernetes),
        hostKubeconfig: stand.kubeconfig,
        address: stand.servers.apply(addressOf),
        nodePort: NODE_PORT,
      },
      {
        ...stand.nodeOptions(this),
        dependsOn: [...stand.images, ...first],
        customTimeouts: { create: "10m", update: "8m" },
      },
    );
    this.kubeconfig = cluster.kubeconfig;
    this.servers = cluster.servers;
    this.registerOutputs({ servers: this.servers });
  }
}

/** A host node's address: the node port is open on every one. */
function addressOf([first]: readonly Server[]): string {
  return new URL(first?.url ?? "").hostname;
}
