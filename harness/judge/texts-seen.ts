import { firstLine } from "../../base/text/first-line.ts";
import type { TextSeen } from "../journal/events.ts";
import { samplesOf, seenAt, startedAt, type View } from "./view.ts";

/** First lines of what failing commands said since `from` (ms since the epoch), in the order of their first appearance. */
export function textsSeen(view: View, from: number): TextSeen[] {
  const seen = new Map<string, TextSeen>();
  for (const probe of samplesOf(view, "command")) {
    if (probe.exit === 0 || startedAt(probe) < from) continue;
    const text = firstLine(probe.text);
    const key = JSON.stringify([probe.observable, probe.vantage, text]);
    const before = seen.get(key) ?? {
      observable: probe.observable,
      vantage: probe.vantage,
      text,
      firstMs: seenAt(probe) - from,
      count: 0,
    };
    seen.set(key, { ...before, count: before.count + 1 });
  }
  return [...seen.values()];
}
