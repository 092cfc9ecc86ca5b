import type { Clock } from "../../base/clock.ts";
import type { ApiClient } from "../../base/kube/api-client.ts";
import type { Relists } from "../../base/kube/relists.ts";
import { watch } from "../../base/kube/watch.ts";
import type { Sample } from "../journal/events.ts";
import { apiServiceSchema } from "./objects.ts";

export const METRICS_API_SERVICE = "v1beta1.metrics.k8s.io";

export interface WatchDeps {
  readonly client: Pick<ApiClient, "get" | "lines">;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly relists?: Relists;
}

/**
 * One sample for every event of the metrics APIService, even if nothing seems to change: several API servers overwrite
 * each other's condition within 0.1 s, which reading it now and then would not show. `vantage` names the server watched.
 */
export function watchApiService(
  deps: WatchDeps,
  vantage: string,
  onSample: (s: Sample) => void,
): Promise<void> {
  /** `object` undefined means that there is no such APIService, which is a state too. */
  const see = (object: unknown) => {
    const seenAt = new Date(deps.clock.now()).toISOString();
    const { conditions } = apiServiceSchema.parse(object ?? {}).status;
    const available = conditions.find(({ type }) => type === "Available");
    const { status, reason, message } = available ?? { status: "", reason: "", message: "" };
    onSample({ kind: "apiservice", vantage, seenAt, present: object !== undefined, status, reason, message });
  };
  return watch({
    ...deps,
    path: "/apis/apiregistration.k8s.io/v1/apiservices",
    query: { fieldSelector: `metadata.name=${METRICS_API_SERVICE}` },
    onList: (objects) => see(objects[0]),
    onChange: (change, object) => see(change === "DELETED" ? undefined : object),
  });
}
