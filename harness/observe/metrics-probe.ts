import { createHash } from "node:crypto";
import { type CommandSample, type ProbeDeps, probe, type Vantage } from "./probe.ts";
import { METRICS_API_SERVICE } from "./watch-apiservice.ts";

const METRICS_PATH = "/apis/metrics.k8s.io/v1beta1/nodes";
/** The discovery document `kubectl` decides by; with its ETag it costs next to nothing while it stays the same. */
const DISCOVERY_PATH = "/apis";
const DISCOVERY_ACCEPT = "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList";
const PATIENCE_SECONDS = 3;

export interface MetricsProbeOptions {
  readonly vantage: Vantage;
  readonly deps: Omit<ProbeDeps, "patienceSeconds">;
  /** Milliseconds between two rounds. */
  readonly paceMs: () => number;
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
  const { deps, signal } = options;
  let metrics: string | null = null;
  let discovery: Discovery = { etag: undefined, metrics: "" };
  while (!signal.aborted) {
    const before = { metrics, discovery };
    discovery = await askDiscovery(options, discovery);
    metrics = await askMetrics(options, metrics);
    const changed = before.metrics !== metrics || before.discovery.metrics !== discovery.metrics;
    if (changed && !signal.aborted) options.onChange();
    await deps.clock.sleep(options.paceMs(), signal).catch(() => {});
  }
}

async function askMetrics({ vantage, deps, signal, onSample }: MetricsProbeOptions, before: string | null) {
  const patient = { ...deps, patienceSeconds: PATIENCE_SECONDS };
  const sample = await probe({ kind: "raw", path: METRICS_PATH }, vantage, patient, signal);
  if (sample === null) return before;
  const now = `${sample.exit} ${sample.exit === 0 ? itemCount(sample.text) : sample.text}`;
  if (now !== before) onSample(sample);
  return now;
}

interface Discovery {
  readonly etag: string | undefined;
  /** A digest of what discovery says of the metrics group. */
  readonly metrics: string;
}

async function askDiscovery({ vantage, signal }: MetricsProbeOptions, before: Discovery): Promise<Discovery> {
  const headers = {
    accept: DISCOVERY_ACCEPT,
    ...(before.etag !== undefined && { "if-none-match": before.etag }),
  };
  const asked = vantage.client.get(DISCOVERY_PATH, { signal, timeoutMs: PATIENCE_SECONDS * 1_000, headers });
  const answer = await asked.catch(() => undefined);
  if (answer?.status !== 200) return before;
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

function itemCount(body: string): number {
  return (JSON.parse(body) as { items?: unknown[] }).items?.length ?? 0;
}
