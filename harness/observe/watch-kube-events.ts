import { z } from "zod";
import { watch } from "../../base/kube/watch.ts";
import type { Sample } from "../journal/events.ts";
import type { WatchDeps } from "./watch-apiservice.ts";

const eventSchema = z.object({
  involvedObject: z.object({ kind: z.string().default(""), name: z.string().default("") }),
  reason: z.string().default(""),
  message: z.string().default(""),
  count: z.number().nullish(),
  series: z.object({ count: z.number() }).nullish(),
});

/**
 * One sample for every new or repeated Event of kube-system. Of those from before the start only what concerns metrics-server:
 * their counts tell a repetition from news.
 */
export function watchKubeEvents(deps: WatchDeps, onSample: (sample: Sample) => void): Promise<void> {
  const say = (object: unknown) => onSample(kubeEventSample(object, deps.clock.now()));
  return watch({
    ...deps,
    path: "/api/v1/namespaces/kube-system/events",
    onList: (objects) => {
      const about = (object: unknown) =>
        eventSchema.parse(object).involvedObject.name.startsWith("metrics-server");
      objects.filter(about).forEach(say);
    },
    // An Event that expires (after an hour) says nothing new.
    onChange: (change, object) => change !== "DELETED" && say(object),
  });
}

function kubeEventSample(object: unknown, now: number): Sample {
  const { involvedObject, reason, message, count, series } = eventSchema.parse(object);
  return {
    kind: "event",
    seenAt: new Date(now).toISOString(),
    object: `${involvedObject.kind}/${involvedObject.name}`,
    reason,
    text: message,
    count: count || series?.count || 1,
  };
}
