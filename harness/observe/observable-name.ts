import type { Observable } from "../scenario/types.ts";

/** The name an observable has in samples: what a person would type, or "raw <path>". */
export function observableName(observable: Observable): string {
  switch (observable.kind) {
    case "top-nodes":
      return TOP_NODES;
    case "top-pods":
      return TOP_PODS;
    case "raw":
      return `raw ${observable.path}`;
    case "kubectl":
      return `kubectl ${observable.args.join(" ")}`;
  }
}

export const TOP_NODES = "top nodes";
export const TOP_PODS = "top pods -A";
