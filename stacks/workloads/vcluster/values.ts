import { merged } from "../../edits/merged.ts";
import type { JsonObject, VClusterSpec } from "../../spec.ts";
import { COREDNS_IMAGE } from "../coredns/deployment.ts";
import { ETCD_TAG, SYNCER } from "./images.ts";

/** Where the virtual API server answers, on every node. */
export const NODE_PORT = 30_443;

/**
 * The chart's values: what lets a virtual cluster run on a machine without registries and volumes, and what the spec says over it.
 * Nothing here has to do with metrics, policies or nodes. `kubernetes` is the version of the virtual control plane.
 */
export function vclusterValues({ version, values }: VClusterSpec, kubernetes: string): JsonObject {
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
