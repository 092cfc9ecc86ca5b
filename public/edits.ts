/** The usual changes of a desired state: `import { withArgs } from "faultline/edits"`. */
export * from "../stacks/edits/cluster.ts";
export * from "../stacks/edits/metrics-server.ts";
export * from "../stacks/edits/network.ts";
export * from "../stacks/edits/objects.ts";
export * from "../stacks/edits/overlay.ts";
export * from "../stacks/edits/vcluster.ts";
