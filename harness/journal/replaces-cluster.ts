import type { ResourceChange } from "./events.ts";

/** Whether a change puts another cluster in the stand's place: whatever distribution it is of, everything inside goes with it. */
export function replacesCluster({ resource, op }: Pick<ResourceChange, "resource" | "op">): boolean {
  return op === "replace" && /^K\w+Cluster$/.test(resource);
}
