import fc from "fast-check";
import { expect, test } from "vitest";
import { journalEventSchema } from "../../../harness/journal/event-schema.ts";
import { isPlainPhase } from "../../../harness/journal/plain-phase.ts";
import { edited } from "../../fuzz/edited-value.ts";
import { START } from "../../synthetic-journal.ts";

const stamp = { v: 6, run: "20261122-100000-abcd", cell: "a/kind-1.32.5/b", attempt: 1 };
const at = fc.integer({ min: 0, max: 365 * 86_400_000 }).map((ms) => new Date(START + ms).toISOString());
const started = at.map((at) => ({ ...stamp, at, type: "phase.started", phase: "fault" }));
const ended = at.map((at) => ({ ...stamp, at, type: "phase.ended", phase: "fix", outcome: "failed" }));

test("a phase is known without the schema, whenever it was, and is what the schema makes of it", () => {
  fc.assert(
    fc.property(fc.oneof(started, ended), (event) => {
      expect(isPlainPhase(event)).toBe(true);
      expect(journalEventSchema.parse(event)).toEqual(event);
    }),
  );
});

test("of a phase that was edited nothing is known that the schema would refuse or change", () => {
  fc.assert(
    fc.property(fc.oneof(started, ended).chain(edited), (value) => {
      if (typeof value !== "object" || value === null || (value as { v?: unknown }).v !== 6) return;
      if (isPlainPhase(value)) expect(journalEventSchema.parse(value)).toEqual(value);
    }),
    { numRuns: 500 },
  );
});
