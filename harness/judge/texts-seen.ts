import type { TextSeen } from "../journal/events.ts";
import { firstLine } from "./good-look.ts";
import { samplesOf, seenAt, startedAt, type View } from "./view.ts";

/** First lines of what failing commands said since `from` (ms since the epoch), in the order of their first appearance. */
export function textsSeen(view: View, from: number): TextSeen[] {
  const seen = new Map<string, TextSeen>();
  for (const look of samplesOf(view, "command")) {
    if (look.exit === 0 || startedAt(look) < from) continue;
    const text = firstLine(look.text);
    const key = JSON.stringify([look.observable, look.vantage, text]);
    const before = seen.get(key) ?? {
      observable: look.observable,
      vantage: look.vantage,
      text,
      firstMs: seenAt(look) - from,
      count: 0,
    };
    seen.set(key, { ...before, count: before.count + 1 });
  }
  return [...seen.values()];
}
