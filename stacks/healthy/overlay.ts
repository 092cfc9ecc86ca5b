import type { ClusterSpec, StandSpec } from "../spec.ts";
import { healthyStand } from "./kind.ts";

/** Three servers whose pods reach each other over flannel's VXLAN, with metrics-server on the first: the others depend on the overlay. */
export function healthyOverlay(cluster: Partial<ClusterSpec> = {}): StandSpec {
  return healthyStand({
    cluster: { servers: 3, podNetwork: "flannel-vxlan", ...cluster },
    deployment: { node: "control-plane" },
  });
}
