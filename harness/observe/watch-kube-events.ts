import { watch } from "../../base/kube/watch.ts";
import type { Sample } from "../journal/events.ts";
import { eventSchema } from "./objects.ts";
import type { WatchDeps } from "./watch-apiservice.ts";

/**
 * One sample for every new or repeated Event of kube-system. Of those from before the start only what concerns metrics-server:
 * their counts tell a repetition from news.
 */
export function watchKubeEvents(deps: WatchDeps, onSample: (sample: Sample) => void): Promise<void> {
  const see = (object: unknown, isOld = false) => {
    const { involvedObject, reason, message, count, series } = eventSchema.parse(object);
    if (isOld && !involvedObject.name.startsWith("metrics-server")) return;
    onSample({
      kind: "event",
      seenAt: new Date(deps.clock.now()).toISOString(),
      object: `${involvedObject.kind}/${involvedObject.name}`,
      reason,
      text: message,
      count: count || series?.count || 1,
    });
  };
  return watch({
    ...deps,
    path: "/api/v1/namespaces/kube-system/events",
    onList: (objects) => {
      for (const object of objects) see(object, true);
    },
    // An Event that expires (after an hour) says nothing new.
    onChange: (change, object) => change !== "DELETED" && see(object),
  });
}
