import { changesBetween, type JudgedChange } from "../protocol/changes.ts";
import { isUnknown, type Properties, sameValue } from "../protocol/values.ts";
import { clusterOf } from "./session.ts";

/** Settings that say which cluster is meant. */
const PLACE = ["kubeconfig", "context", "cluster"];

/** The user's own name for the cluster: while it stays the same, so does the cluster, wherever the kubeconfig leads. */
const IDENTIFIER = "clusterIdentifier";

/**
 * Another cluster means that every object has to be created anew; new credentials for the same one do not. A value that is not
 * known yet may be either: replace, as the real provider does.
 */
export function diffProvider(before: Properties, after: Properties): readonly JudgedChange[] {
  const changes = changesBetween(before, after);
  if (after[IDENTIFIER] && sameValue(before[IDENTIFIER], after[IDENTIFIER])) {
    return changes.map((change) => ({ ...change, replace: false }));
  }
  const isElsewhere = placeOf(before) !== placeOf(after);
  return changes.map((change) => {
    const key = String(change.path[0]);
    if (key === IDENTIFIER) return { ...change, replace: change.kind === "update" };
    return { ...change, replace: PLACE.includes(key) && (isUnknown(after[key]) || isElsewhere) };
  });
}

/** Address and CA of the cluster a provider's settings lead to; empty where they lead to none. */
function placeOf(config: Properties): string {
  try {
    const { server, ca } = clusterOf(config, process.env);
    return `${server} ${ca?.toString("base64") ?? ""}`;
  } catch {
    return "";
  }
}
