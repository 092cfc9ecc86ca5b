import type { StandContext } from "./index.ts";

/**
 * The context of a stack a person moves, by `pulumi up` or by `faultline stack up`: both must name things alike, as they share
 * one state. FAULTLINE_NODE_IMAGE names the node image where it is not kind's own.
 */
export function byHand(stack: string, env: NodeJS.ProcessEnv): StandContext {
  return {
    name: `faultline-${stack}`,
    nodeImage: (version) => env.FAULTLINE_NODE_IMAGE ?? `kindest/node:v${version}`,
    labels: { "faultline.run": `stack-${stack}` },
  };
}
