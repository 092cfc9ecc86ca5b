import type { StandSpec } from "../spec.ts";
import { healthyStand } from "./kind.ts";

/**
 * A virtual cluster whose metrics-server integration works, as documented: `kubectl top` inside it shows what the host's
 * metrics-server knows. The syncer finds that by a name of the host's DNS.
 */
export function healthyVCluster(version: string): StandSpec {
  return {
    ...healthyStand({ dns: { unknownNames: "nxdomain" } }),
    vcluster: {
      version,
      values: { integrations: { metricsServer: { enabled: true, nodes: true, pods: true } } },
    },
  };
}
