import { journalEventSchema } from "./event-schema.ts";
import type { JournalEvent } from "./events.ts";
import { plainOf } from "./plain.ts";

const BY_TYPE = new Map(
  journalEventSchema.options.map((option) => [option.shape.type.value as string, plainOf(option)]),
);

/** Whether a line's value is an event as it is: nearly all are, and most of the time to read a large journal went into the schema. */
export function isPlainEvent(value: unknown): value is JournalEvent {
  const { type } = value as { readonly type?: unknown };
  return typeof type === "string" && BY_TYPE.get(type)?.(value) === true;
}
