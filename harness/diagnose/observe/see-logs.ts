import { podSchema } from "../../observe/objects.ts";
import { errorWords } from "../as-kubectl/error-words.ts";
import { type Asker, isGood, isRefused } from "./asker.ts";
import type { Gathered } from "./gathered.ts";
import type { MetricsServerPod } from "./workload.ts";

/** Lines of one container: two minutes of a metrics-server that fails to scrape ten nodes every 15 s. */
const LINES = 100;
const BYTES = 200_000;
/** Pods whose logs are read: what is wrong with the first is wrong with the others. */
const PODS = 2;

/** What metrics-server has written last; of a container that was started anew also what the one before wrote. */
export async function seeLogs(
  found: Gathered,
  asker: Asker,
  pods: readonly MetricsServerPod[],
  source: "metrics-server" | "vcluster" = "metrics-server",
): Promise<void> {
  const key = source === "vcluster" ? "vcluster log" : "log";
  const read = pods.slice(0, PODS).flatMap(({ object }) => {
    const pod = podSchema.parse(object);
    return pod.status.containerStatuses.flatMap((container) => {
      const { running, terminated } = container.state;
      const of = { pod: pod.metadata.name, namespace: pod.metadata.namespace, container: container.name };
      return [
        ...(container.lastState.terminated ? [{ ...of, previous: true }] : []),
        ...(running || terminated ? [{ ...of, previous: false }] : []),
      ];
    });
  });
  let refused: string | undefined;
  for (const { pod, namespace, container, previous } of read) {
    const query = new URLSearchParams({
      container,
      timestamps: "true",
      tailLines: `${LINES}`,
      limitBytes: `${BYTES}`,
      ...(previous && { previous: "true" }),
    });
    const told = await asker.ask(`/api/v1/namespaces/${namespace}/pods/${pod}/log?${query}`);
    if (isGood(told)) keepLines(found, { pod, of: source }, told.body, told.toldAt);
    // 400: it has no log yet, or none any more.
    else if (told.status !== 400) refused = errorWords(told, "pods");
    if (isRefused(told)) {
      found.blind.set(key, { source: key, how: "denied", why: errorWords(told, "pods") });
      return;
    }
  }
  if (refused === undefined) found.blind.delete(key);
  else found.blind.set(key, { source: key, how: "no answer", why: refused });
}

/** Lines that were not there at the look before, in their order. */
function keepLines(
  found: Gathered,
  { pod, of }: { readonly pod: string; readonly of: "metrics-server" | "vcluster" },
  body: string,
  seenAt: string,
): void {
  const known = new Set(
    found.samples.flatMap((sample) =>
      sample.kind === "log" && sample.pod === pod ? [`${sample.writtenAt} ${sample.text}`] : [],
    ),
  );
  for (const line of body.split("\n")) {
    const space = line.indexOf(" ");
    const at = Date.parse(line.slice(0, space));
    if (space < 0 || Number.isNaN(at)) continue;
    const writtenAt = new Date(at).toISOString();
    const text = line.slice(space + 1);
    if (known.has(`${writtenAt} ${text}`)) continue;
    found.samples.push({ kind: "log", ...(of === "vcluster" && { of }), pod, seenAt, writtenAt, text });
  }
}
