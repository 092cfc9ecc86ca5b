import type { Observable } from "../scenario/types.ts";

export const TOP_NODES = "top nodes";
export const TOP_PODS = "top pods -A";
const TOP = { "top-nodes": TOP_NODES, "top-pods": TOP_PODS } as const;

/** The name an observable has in samples: what a person would type, or "raw <path>"; of nodes the placeholders. */
export function observableName(observable: Observable): string {
  if (observable.kind === "raw") return `raw ${observable.path}`;
  return observable.kind === "kubectl" ? `kubectl ${observable.args.join(" ")}` : TOP[observable.kind];
}
