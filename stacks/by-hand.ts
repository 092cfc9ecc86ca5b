import { createHash } from "node:crypto";
import { releasedNodeImage } from "./clusters/released-images.ts";
import type { StandContext } from "./stand.ts";

/** The plugin's limit: a node's container, `<cluster>-control-plane2`, must be a host name of at most 63 characters. */
const LONGEST_NAME = 39;

/**
 * The context of a stack a person moves, by `pulumi up` or by `faultline stack up`: both must name things alike, as they share
 * one state. FAULTLINE_NODE_IMAGE names the node image where it is not the released one.
 */
export function byHand(stack: string, env: NodeJS.ProcessEnv): StandContext {
  return {
    name: clusterName(stack),
    nodeImage: (cluster) => env.FAULTLINE_NODE_IMAGE ?? releasedNodeImage(cluster),
    labels: { "faultline.run": `stack-${stack}` },
  };
}

/** A name too long is cut, and told from others with the same beginning by a digest. */
function clusterName(stack: string): string {
  const name = `faultline-${stack}`;
  if (name.length <= LONGEST_NAME) return name;
  const digest = createHash("sha256").update(stack).digest("hex").slice(0, 6);
  return `${name.slice(0, LONGEST_NAME - digest.length - 1).replace(/[^a-z0-9]+$/, "")}-${digest}`;
}
