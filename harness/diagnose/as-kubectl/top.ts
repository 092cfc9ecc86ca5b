import { z } from "zod";
import { columns } from "../../../base/text/columns.ts";
import { isGood, type Told } from "../observe/asker.ts";
import { errorWords, parsed } from "./error-words.ts";
import { hasMetrics } from "./has-metrics.ts";
import { quantity } from "./quantity.ts";

/** What a command would have ended with and printed. */
export interface Said {
  readonly exit: number;
  readonly text: string;
}

const usage = z.object({ cpu: z.string().default("0"), memory: z.string().default("0") });
const named = z.object({ name: z.string(), namespace: z.string().default("") });
const nodeMetrics = z.object({ items: z.array(z.object({ metadata: named, usage })).nullable() });
const podMetrics = z.object({
  items: z
    .array(z.object({ metadata: named, containers: z.array(z.object({ usage })).default([]) }))
    .nullable(),
});
export const DISCOVERY_PATH = "/apis";
export const DISCOVERY_ACCEPT =
  "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList,application/json;g=apidiscovery.k8s.io;v=v2beta1;as=APIGroupDiscoveryList,application/json";
export const NODE_METRICS_PATH = "/apis/metrics.k8s.io/v1beta1/nodes";
export const POD_METRICS_PATH = "/apis/metrics.k8s.io/v1beta1/pods";

const NOT_AVAILABLE: Said = { exit: 1, text: "error: Metrics API not available" };

/** A node as `kubectl top` needs it: a quantity each. */
export interface Allocatable {
  readonly name: string;
  readonly cpu: string;
  readonly memory: string;
}

/** `kubectl top nodes` (kubectl pkg/cmd/top/top_node.go, v0.32) of the same answers that it would have got. */
export function topNodes(groups: Told, metrics: Told, nodes: readonly Allocatable[]): Said {
  const failed = failure(groups, metrics, "nodes.metrics.k8s.io");
  if (failed) return failed;
  const items = nodeMetrics.safeParse(parsed(metrics.body)).data?.items ?? [];
  if (items.length === 0) return { exit: 1, text: "error: metrics not available yet" };
  const rows = items.map(({ metadata, usage: { cpu, memory } }) => {
    const of = nodes.find(({ name }) => name === metadata.name);
    return [metadata.name, cores(cpu), share(cpu, of?.cpu), mebibytes(memory), share(memory, of?.memory)];
  });
  const missing = nodes
    .filter(({ name }) => !items.some(({ metadata }) => metadata.name === name))
    .map(({ name }) => [name, ...Array<string>(4).fill("<unknown>")]);
  const header = ["NAME", "CPU(cores)", "CPU(%)", "MEMORY(bytes)", "MEMORY(%)"];
  return { exit: 0, text: columns([header, ...rows, ...missing]).join("\n") };
}

/** `kubectl top pods -A`. */
export function topPods(groups: Told, metrics: Told): Said {
  const failed = failure(groups, metrics, "pods.metrics.k8s.io");
  if (failed) return failed;
  const items = podMetrics.safeParse(parsed(metrics.body)).data?.items ?? [];
  if (items.length === 0) return { exit: 0, text: "No resources found" };
  const sum = (texts: readonly string[]) => `${texts.reduce((all, each) => all + quantity(each), 0)}`;
  const rows = items.map(({ metadata, containers }) => [
    metadata.namespace,
    metadata.name,
    cores(sum(containers.map(({ usage: { cpu } }) => cpu))),
    mebibytes(sum(containers.map(({ usage: { memory } }) => memory))),
  ]);
  return {
    exit: 0,
    text: columns([["NAMESPACE", "NAME", "CPU(cores)", "MEMORY(bytes)"], ...rows]).join("\n"),
  };
}

/** kubectl looks into discovery first, and asks for figures only where that has a version of the group that is not stale. */
function failure(groups: Told, metrics: Told, what: string): Said | null {
  if (!isGood(groups)) return { exit: 1, text: errorWords(groups, "groups") };
  if (!hasMetrics(groups.body)) return NOT_AVAILABLE;
  return isGood(metrics) ? null : { exit: 1, text: errorWords(metrics, what) };
}

const cores = (text: string) => `${Math.ceil(quantity(text) * 1_000)}m`;
const mebibytes = (text: string) => `${Math.floor(quantity(text) / 2 ** 20)}Mi`;

function share(text: string, of: string | undefined): string {
  if (of === undefined || quantity(of) === 0) return "<unknown>";
  return `${Math.floor((quantity(text) / quantity(of)) * 100)}%`;
}
