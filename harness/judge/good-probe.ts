import { firstLine } from "../../base/text/first-line.ts";
import type { Sample } from "../journal/events.ts";
import { TOP_NODES, TOP_PODS } from "../observe/observable-name.ts";
import { nodesWithValues, podsListed } from "./top-table.ts";
import { type SampleOf, seenAt, type View } from "./view.ts";

/** What is wrong with one look at `kubectl top`, or null if it is what a healthy cluster shows. */
export function flawOfTop(
  sample: SampleOf<"command">,
  view: View,
  also: readonly string[] = [],
): string | null {
  if (sample.exit !== 0) return firstLine(sample.text) || `exit code ${sample.exit}`;
  if (sample.observable === TOP_PODS) return podsListed(sample.text).length > 0 ? null : "no pods listed";
  if (sample.observable !== TOP_NODES) return `not a look at \`kubectl top\`: ${sample.observable}`;
  const listed = nodesWithValues(sample.text);
  const ready = [...new Set([...readyNodesAt(view, seenAt(sample)), ...also])];
  const missing = ready.filter((node) => !listed.includes(node));
  if (ready.length === 0) return "no node is known to be Ready";
  return missing.length === 0 ? null : `no values for ${missing.join(", ")}`;
}

/** What is wrong with the APIService's condition, or null if it is Available. */
export function flawOfApiService(sample: SampleOf<"apiservice"> | undefined): string | null {
  if (!sample) return "APIService not seen yet";
  if (!sample.present) return "APIService absent";
  return sample.status === "True"
    ? null
    : `APIService ${sample.reason || "without condition"}: ${sample.message}`;
}

/** Names of the nodes that were Ready at `at` (ms since the epoch). */
export function readyNodesAt(view: View, at: number): readonly string[] {
  return (view.nodes.findLast((seen) => seen.at <= at) ?? view.nodes[0])?.ready ?? [];
}

/** True for the samples of `observable` as asked from `vantage`. */
export function isProbe(observable: string, vantage: string) {
  return (sample: Sample): sample is SampleOf<"command"> =>
    sample.kind === "command" && sample.observable === observable && sample.vantage === vantage;
}
