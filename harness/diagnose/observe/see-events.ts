import { z } from "zod";
import { eventSchema } from "../../observe/objects.ts";
import { parsed } from "../as-kubectl/error-words.ts";
import type { Asker } from "./asker.ts";
import { couldRead, type Gathered } from "./gathered.ts";

const time = z.string().nullish();
const timedEvent = eventSchema.extend({
  metadata: z.object({ creationTimestamp: time }),
  lastTimestamp: time,
  eventTime: time,
  series: z.object({ count: z.number(), lastObservedTime: time }).nullish(),
});
const list = z.object({ items: z.array(timedEvent).nullable() });

/** More are not asked for: a namespace with more is busy with something else. */
const EVENTS = 500;

/** The events of metrics-server's namespace, each at the time at which it happened last. */
export async function seeEvents(found: Gathered, asker: Asker, namespace: string): Promise<void> {
  const told = await asker.ask(`/api/v1/namespaces/${namespace}/events?limit=${EVENTS}`);
  if (!couldRead(found, "event", told, "events")) return;
  const kept = found.samples.filter(({ kind }) => kind !== "event");
  found.samples.splice(0, found.samples.length, ...kept);
  for (const event of list.safeParse(parsed(told.body)).data?.items ?? []) {
    const { involvedObject, reason, message, count, series, lastTimestamp, eventTime, metadata } = event;
    const at = lastTimestamp ?? series?.lastObservedTime ?? eventTime ?? metadata.creationTimestamp;
    const happened = Date.parse(at ?? told.toldAt);
    found.samples.push({
      kind: "event",
      seenAt: Number.isNaN(happened) ? told.toldAt : new Date(happened).toISOString(),
      object: `${involvedObject.kind}/${involvedObject.name}`,
      reason,
      text: message,
      count: count || series?.count || 1,
    });
  }
}
