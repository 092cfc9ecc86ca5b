import { createHash } from "node:crypto";
import type { Clock } from "../../base/clock.ts";
import type { ApiClient } from "../../base/kube/api-client.ts";
import type { CommandSample } from "./probe.ts";
import { METRICS_API_SERVICE } from "./watch-apiservice.ts";

const METRICS_PATH = "/apis/metrics.k8s.io/v1beta1/nodes";
/** The discovery document `kubectl` decides by; with its ETag it costs next to nothing while it stays the same. */
const DISCOVERY_PATH = "/apis";
const DISCOVERY_ACCEPT = "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList";
const TIMEOUT_MS = 3_000;

export interface MetricsProbeOptions {
  readonly client: ApiClient;
  readonly vantage: string;
  /** Milliseconds between two rounds. */
  readonly paceMs: () => number;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** Something a `kubectl top` would notice has changed. */
  readonly onChange: () => void;
  /** The raw answer, whenever it says something new: it names the cause which kubectl leaves out. */
  readonly onSample: (sample: CommandSample) => void;
}

/**
 * Two cheap requests every now and then over one kept connection, to know when a look with kubectl is worth its process. It
 * judges nothing: pollers look at their own pace too.
 */
export async function metricsProbe(options: MetricsProbeOptions): Promise<void> {
  const { clock, signal } = options;
  let metrics: string | null = null;
  let discovery: Discovery = { etag: undefined, metrics: "" };
  while (!signal.aborted) {
    const before = { metrics, discovery };
    discovery = await askDiscovery(options, discovery);
    metrics = await askMetrics(options, metrics);
    const changed = before.metrics !== metrics || before.discovery.metrics !== discovery.metrics;
    if (changed && !signal.aborted) options.onChange();
    await clock.sleep(options.paceMs(), signal).catch(() => {});
  }
}

async function askMetrics(
  { client, vantage, clock, signal, onSample }: MetricsProbeOptions,
  before: string | null,
) {
  const startedAt = new Date(clock.now()).toISOString();
  const answer = await ask(client, METRICS_PATH, signal);
  if (signal.aborted) return before;
  const now = `${answer.status} ${answer.status === 200 ? itemCount(answer.body) : answer.body}`;
  if (now !== before) {
    const exit = answer.status === 200 ? 0 : answer.status || 1;
    const endedAt = new Date(clock.now()).toISOString();
    const observable = `raw ${METRICS_PATH}`;
    onSample({ kind: "command", observable, vantage, startedAt, endedAt, exit, text: answer.body });
  }
  return now;
}

interface Discovery {
  readonly etag: string | undefined;
  /** A digest of what discovery says of the metrics group. */
  readonly metrics: string;
}

async function askDiscovery({ client, signal }: MetricsProbeOptions, before: Discovery): Promise<Discovery> {
  const headers = {
    accept: DISCOVERY_ACCEPT,
    ...(before.etag !== undefined && { "if-none-match": before.etag }),
  };
  const answer = await ask(client, DISCOVERY_PATH, signal, headers);
  if (answer.status !== 200) return before;
  const group = groupOf(answer.body);
  return { etag: answer.etag, metrics: createHash("sha256").update(group).digest("hex") };
}

/** The part of the document about the metrics group, or nothing; also `freshness`, which says if it is served at all. */
function groupOf(body: string): string {
  const [version, ...group] = METRICS_API_SERVICE.split(".");
  const { items = [] } = JSON.parse(body) as {
    items?: { metadata?: { name?: string }; versions?: unknown }[];
  };
  const found = items.find(({ metadata }) => metadata?.name === group.join("."));
  return found ? `${version} ${JSON.stringify(found.versions)}` : "";
}

async function ask(
  client: ApiClient,
  path: string,
  signal: AbortSignal,
  headers: Record<string, string> = {},
) {
  try {
    return await client.get(path, { signal, timeoutMs: TIMEOUT_MS, headers });
  } catch (error) {
    return { status: 0, body: error instanceof Error ? error.message : String(error), etag: undefined };
  }
}

function itemCount(body: string): number {
  return (JSON.parse(body) as { items?: unknown[] }).items?.length ?? 0;
}
