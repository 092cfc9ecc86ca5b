import { watch } from "../../base/kube/watch.ts";
import type { Sample } from "../journal/events.ts";
import { namespaceSchema } from "./objects.ts";
import type { WatchDeps } from "./watch-apiservice.ts";

/** One sample for every event of a namespace; one that is gone has phase "Gone". */
export function watchNamespaces(deps: WatchDeps, onSample: (sample: Sample) => void): Promise<void> {
  const see = (object: unknown, gone = false) => {
    const { metadata, status } = namespaceSchema.parse(object);
    const { phase, conditions } = gone ? { phase: "Gone", conditions: [] } : status;
    const seenAt = new Date(deps.clock.now()).toISOString();
    onSample({ kind: "namespace", seenAt, name: metadata.name, phase, conditions });
  };
  return watch({
    ...deps,
    path: "/api/v1/namespaces",
    onList: (objects) => {
      for (const object of objects) see(object);
    },
    onChange: (change, object) => see(object, change === "DELETED"),
  });
}
