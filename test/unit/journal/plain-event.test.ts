import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import fc from "fast-check";
import { expect, test } from "vitest";
import { journalEventSchema } from "../../../harness/journal/event-schema.ts";
import { isPlainEvent } from "../../../harness/journal/plain-event.ts";
import { parseJournal } from "../../../harness/journal/read-journal.ts";
import { edited } from "../../fuzz/edited-value.ts";
import { SyntheticJournal, syntheticCell } from "../../synthetic-journal.ts";

const RECORDING = join(import.meta.dirname, "../../recordings/bad-flag-pair/timeout-9s.ndjson.gz");
const recorded = parseJournal(gunzipSync(readFileSync(RECORDING)).toString(), RECORDING).events;
const cell = syntheticCell("a", "b", {
  words: { fault: "f", reports: [{ ref: "o/r#1", quote: "q" }], fix: "x", claim: { by: "b" }, why: "w" },
  slowestHealing: { fix: "c", healedMs: 4_000, healthyStartMs: null },
});
const written = new SyntheticJournal()
  .started([cell], [{ cell, reason: "no image" }])
  .attempt(cell, 10, "pass");
/** One of each type, as a journal has them. */
const events = [...new Map([...recorded, ...written.events].map((event) => [event.type, event])).values()];
const anEvent = fc.constantFrom(...events);

test("an event is known without the schema, and is what the schema makes of it", () => {
  expect(events.length).toBeGreaterThan(9);
  for (const event of [...recorded, ...written.events]) {
    expect(isPlainEvent(event), event.type).toBe(true);
    expect(journalEventSchema.parse(event)).toEqual(event);
  }
});

test("of an event that was edited nothing is known that the schema would refuse or change", () => {
  fc.assert(
    fc.property(anEvent.chain(edited), (other) => {
      const value = JSON.parse(JSON.stringify(other));
      if (typeof value !== "object" || value === null) return;
      if (isPlainEvent(value)) expect(journalEventSchema.parse(value)).toEqual(value);
    }),
    { numRuns: 2_000 },
  );
});

test("what a schema would put in is not there by itself", () => {
  const { options: _, ...begun } = written.events.find((event) => event.type === "run.started") ?? {};
  expect(isPlainEvent(begun)).toBe(false);
  expect(journalEventSchema.parse(begun)).toMatchObject({ options: {} });
});
