import { z } from "zod";
import { watch } from "../../base/kube/watch.ts";
import type { Sample } from "../journal/events.ts";
import type { WatchDeps } from "./watch-apiservice.ts";

const condition = z.object({
  type: z.string(),
  status: z.string(),
  reason: z.string().default(""),
  message: z.string().default(""),
});

const namespaceSchema = z.object({
  metadata: z.object({ name: z.string() }),
  status: z.object({ phase: z.string().default(""), conditions: z.array(condition).default([]) }).optional(),
});

/** One sample for every event of a namespace; one that is gone has phase "Gone". */
export function watchNamespaces(deps: WatchDeps, onSample: (sample: Sample) => void): Promise<void> {
  return watch({
    ...deps,
    path: "/api/v1/namespaces",
    onList: (objects) => {
      for (const object of objects) onSample(namespaceSample(object, deps.clock.now()));
    },
    onChange: (change, object) => onSample(namespaceSample(object, deps.clock.now(), change === "DELETED")),
  });
}

function namespaceSample(object: unknown, now: number, gone = false): Sample {
  const { metadata, status } = namespaceSchema.parse(object);
  return {
    kind: "namespace",
    seenAt: new Date(now).toISOString(),
    name: metadata.name,
    phase: gone ? "Gone" : (status?.phase ?? ""),
    conditions: gone ? [] : (status?.conditions ?? []),
  };
}
