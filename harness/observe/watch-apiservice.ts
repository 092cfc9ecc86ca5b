import { z } from "zod";
import type { Clock } from "../../base/clock.ts";
import type { ApiClient } from "../../base/kube/api-client.ts";
import type { Relists } from "../../base/kube/relists.ts";
import { watch } from "../../base/kube/watch.ts";
import type { Sample } from "../journal/events.ts";

export const METRICS_API_SERVICE = "v1beta1.metrics.k8s.io";

type ApiServiceSample = Extract<Sample, { kind: "apiservice" }>;

export interface WatchDeps {
  readonly client: ApiClient;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly relists?: Relists;
}

const apiServiceSchema = z.object({
  status: z
    .object({
      conditions: z
        .array(
          z.object({
            type: z.string(),
            status: z.string(),
            reason: z.string().default(""),
            message: z.string().default(""),
          }),
        )
        .optional(),
    })
    .optional(),
});

/**
 * One sample for every event of the metrics APIService, even if nothing seems to change: several API servers overwrite
 * each other's condition within 0.1 s, which reading it now and then would not show. `vantage` names the server watched.
 */
export function watchApiService(
  deps: WatchDeps,
  vantage: string,
  onSample: (s: Sample) => void,
): Promise<void> {
  const say = (object: unknown) => onSample(apiServiceSample(object, vantage, deps.clock.now()));
  return watch({
    ...deps,
    path: "/apis/apiregistration.k8s.io/v1/apiservices",
    query: { fieldSelector: `metadata.name=${METRICS_API_SERVICE}` },
    onList: (objects) => say(objects[0]),
    onChange: (change, object) => say(change === "DELETED" ? undefined : object),
  });
}

/** `object` undefined means that there is no such APIService, which is a state too. */
function apiServiceSample(object: unknown, vantage: string, now: number): ApiServiceSample {
  const seenAt = new Date(now).toISOString();
  const condition = apiServiceSchema
    .parse(object ?? {})
    .status?.conditions?.find(({ type }) => type === "Available");
  return {
    kind: "apiservice",
    vantage,
    seenAt,
    present: object !== undefined,
    status: condition?.status ?? "",
    reason: condition?.reason ?? "",
    message: condition?.message ?? "",
  };
}
