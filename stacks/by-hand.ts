import type { StandContext } from "./index.ts";

/**
 * The context of a stack a person moves, by `pulumi up` or by `faultline stack up`: both must name things alike, as they share
 * one state.
 */
export function byHand(stack: string): StandContext {
  return {
    name: `faultline-${stack}`,
    nodeImage: (version) => `kindest/node:v${version}`,
    labels: { "faultline.run": `stack-${stack}` },
  };
}
