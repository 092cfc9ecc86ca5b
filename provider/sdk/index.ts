export { ImageLoad, type ImageLoadArgs } from "./image-load.ts";
export { K0sCluster, type K0sClusterArgs } from "./k0s-cluster.ts";
export { K3dCluster, type K3dClusterArgs } from "./k3d-cluster.ts";
export { KindCluster, type KindClusterArgs, type Server } from "./kind-cluster.ts";
export { NodeRoute, type NodeRouteArgs } from "./node-route.ts";
export { NodeRule, type NodeRuleArgs } from "./node-rule.ts";
export { NodeUnit, type NodeUnitArgs } from "./node-unit.ts";
export { SealedNetwork, type SealedNetworkArgs } from "./sealed-network.ts";
export { VCluster, type VClusterArgs } from "./vcluster.ts";
