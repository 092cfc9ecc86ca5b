export { ImageLoad, type ImageLoadArgs } from "./image-load.ts";
export { KindCluster, type KindClusterArgs, type Server } from "./kind-cluster.ts";
export { NodeRule, type NodeRuleArgs } from "./node-rule.ts";
export { SealedNetwork, type SealedNetworkArgs } from "./sealed-network.ts";
