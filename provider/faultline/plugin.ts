import { UnsupportedByPlugin } from "../protocol/failures.ts";
import type { Plugin, ResourceType } from "../protocol/plugin.ts";
import { PACKAGE } from "../sdk/package.ts";
import type { Context } from "./context.ts";
import { imageLoadType } from "./image-load.ts";
import { k0sClusterType } from "./k0s/k0s-cluster.ts";
import { k3dClusterType } from "./k3d/k3d-cluster.ts";
import { kindClusterType } from "./kind/kind-cluster.ts";
import { nodeRouteType } from "./node-route.ts";
import { nodeRuleType } from "./node-rule.ts";
import { nodeUnitType } from "./node-unit.ts";
import { sealedNetworkType } from "./sealed-network.ts";
import { vclusterType } from "./vcluster/vcluster.ts";

/** The `faultline` plugin: clusters, their networks, and what is done to their nodes. It has no settings of its own. */
export function faultlinePlugin(context: Context): Plugin {
  const types: Readonly<Record<string, ResourceType>> = {
    "faultline:index:SealedNetwork": sealedNetworkType(context),
    "faultline:index:KindCluster": kindClusterType(context),
    "faultline:index:K3dCluster": k3dClusterType(context),
    "faultline:index:K0sCluster": k0sClusterType(context),
    "faultline:index:NodeRoute": nodeRouteType(context),
    "faultline:index:NodeRule": nodeRuleType(context),
    "faultline:index:NodeUnit": nodeUnitType(context),
    "faultline:index:ImageLoad": imageLoadType(context),
    "faultline:index:VCluster": vclusterType(context),
  };
  return {
    ...PACKAGE,
    checkConfig: () => [],
    diffConfig: () => [],
    configure: () => {},
    resource(type) {
      const found = types[type];
      if (found) return found;
      throw new UnsupportedByPlugin(
        `faultline has no resource ${type}; it has ${Object.keys(types).join(", ")}.`,
      );
    },
  };
}
