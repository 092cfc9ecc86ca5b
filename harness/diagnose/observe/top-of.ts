import { samplesOf } from "../../judge/view.ts";
import { observableName, TOP_NODES, TOP_PODS } from "../../observe/observable-name.ts";
import { hasMetrics } from "../as-kubectl/has-metrics.ts";
import {
  type Allocatable,
  DISCOVERY_ACCEPT,
  DISCOVERY_PATH,
  NODE_METRICS_PATH,
  POD_METRICS_PATH,
  type Said,
  topNodes,
  topPods,
} from "../as-kubectl/top.ts";
import { type Asker, isGood, type Told } from "./asker.ts";
import type { Gathered } from "./gathered.ts";

/** An API server that dials in vain says so after 30 s. */
export const PATIENCE_MS = 35_000;

/**
 * Looks at the figures of nodes by way of one API server, as both `kubectl get --raw` and `kubectl top nodes` would show them, and at
 * those of pods; again and again.
 */
export function topOf(found: Gathered, asker: Asker, nodes: readonly Allocatable[]): () => Promise<void> {
  let known: Told | undefined;
  return async () => {
    // What is available is still there; kubectl itself does not ask again for six hours.
    if (samplesOf(found, "apiservice").at(-1)?.status !== "True") known = undefined;
    const first = known && (await askMetrics(found, asker));
    const groups = known && first && isGood(first) ? known : await discovered(asker);
    known = isGood(groups) && hasMetrics(groups.body) ? groups : undefined;
    if (isGood(groups) && !known) {
      // kubectl asks for no figures then, and what it would have got may take its time.
      keepCommand(found, asker, TOP_NODES, groups, topNodes(groups, groups, nodes));
      return;
    }
    const metrics = first ?? (await askMetrics(found, asker));
    keepCommand(found, asker, TOP_NODES, metrics, topNodes(groups, metrics, nodes));
    if (!isGood(metrics)) return;
    const pods = await asker.ask(POD_METRICS_PATH);
    keepCommand(found, asker, TOP_PODS, pods, topPods(groups, pods));
  };
}

/** The groups of its API, as kubectl asks for them. */
export function discovered(asker: Asker): Promise<Told> {
  return asker.ask(DISCOVERY_PATH, { headers: { accept: DISCOVERY_ACCEPT } });
}

/** The raw answer alone: it names the cause that kubectl leaves out. */
export async function askMetrics(
  found: Gathered,
  asker: Asker,
  patience: { readonly timeoutMs?: number } = {},
): Promise<Told> {
  return askRaw(found, asker, NODE_METRICS_PATH, patience);
}

/** `instead`: the path as a scenario has it, where it names what only a cluster knows. */
export async function askRaw(
  found: Gathered,
  asker: Asker,
  path: string,
  { instead = path, ...question }: { readonly instead?: string; readonly timeoutMs?: number } = {},
): Promise<Told> {
  const told = await asker.ask(path, question);
  const exit = isGood(told) ? 0 : (told.status ?? 1);
  keepCommand(found, asker, observableName({ kind: "raw", path: instead }), told, { exit, text: told.body });
  return told;
}

export function keepCommand(
  found: Gathered,
  { name }: Asker,
  observable: string,
  { askedAt, toldAt, unasked }: Pick<Told, "askedAt" | "toldAt" | "unasked">,
  { exit, text }: Said,
): void {
  if (unasked) return;
  found.samples.push({
    kind: "command",
    observable,
    vantage: name,
    startedAt: askedAt,
    endedAt: toldAt,
    exit,
    text,
  });
}
