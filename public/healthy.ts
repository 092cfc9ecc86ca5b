/** States that work: `import { healthyStand } from "faultline/healthy"`. */
export * from "../stacks/healthy/kind.ts";
export * from "../stacks/healthy/overlay.ts";
export * from "../stacks/healthy/vcluster.ts";
