import * as pulumi from "@pulumi/pulumi";
import { merged } from "../../base/merged.ts";
import { type Server, VCluster } from "../../provider/sdk/index.ts";
import type { JsonObject } from "../json.ts";
import type { VClusterSpec } from "../spec.ts";
import type { ClusterStand } from "../stand.ts";
import { COREDNS_IMAGE } from "./coredns/deployment.ts";
import { ETCD_TAG, SYNCER } from "./vcluster/images.ts";
import { VCLUSTER_NAMESPACE } from "./vcluster/namespace.ts";

/** Helm's name of the virtual cluster; the chart's policies, for one, are `vc-cp-<release>`. */
const RELEASE = "vc";

/** Where the virtual API server answers, on every node. */
const NODE_PORT = 30_443;

/** A virtual cluster on the stand's kind cluster. */
export class VirtualCluster extends pulumi.ComponentResource {
  readonly kubeconfig: pulumi.Output<string>;
  readonly servers: pulumi.Output<Server[]>;

  /** `first`: what the syncer needs on the host when it starts (DNS, the policy engine). */
  constructor(
    name: string,
    spec: VClusterSpec,
    stand: ClusterStand,
    { kubernetes, first }: { readonly kubernetes: string; readonly first: readonly pulumi.Resource[] },
  ) {
    super("faultline:stacks:VirtualCluster", name);
    const cluster = new VCluster(
      RELEASE,
      {
        name: RELEASE,
        namespace: VCLUSTER_NAMESPACE,
        version: spec.version,
        ...(spec.helm !== undefined && { helm: spec.helm }),
        values: vclusterValues(spec, kubernetes),
        hostKubeconfig: stand.outputs.kubeconfig,
        address: stand.outputs.servers.apply(addressOf),
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

/**
 * The chart's values: what lets a virtual cluster run on a machine without registries and volumes, and what the spec says over it.
 * Nothing here has to do with metrics, policies or nodes. `kubernetes` is the version of the virtual control plane.
 */
function vclusterValues({ version, values }: VClusterSpec, kubernetes: string): JsonObject {
  const memoryOnly = { persistence: { volumeClaim: { enabled: false } } };
  const base = {
    controlPlane: {
      distro: {
        k8s: {
          enabled: true,
          version: `v${kubernetes}`,
          // The chart gives the copying of 150 MB programs a tenth of a CPU.
          resources: { limits: { cpu: "2", memory: "512Mi" }, requests: { cpu: "10m", memory: "16Mi" } },
        },
      },
      // With etcd beside it the control plane keeps nothing of its own, so that the chart makes it a Deployment.
      backingStore: {
        etcd: { deploy: { enabled: true, statefulSet: { image: { tag: ETCD_TAG }, ...memoryOnly } } },
      },
      statefulSet: { image: { repository: SYNCER, tag: version }, ...memoryOnly },
      service: { httpsNodePort: NODE_PORT, spec: { type: "NodePort" } },
      coredns: { deployment: { image: COREDNS_IMAGE } },
    },
    // Rewriting a pod's /etc/hosts needs one more image.
    sync: { toHost: { pods: { rewriteHosts: { enabled: false } } } },
    telemetry: { enabled: false },
    policies: { resourceQuota: { enabled: false }, limitRange: { enabled: false } },
  };
  return merged(base, values);
}
