import { expect, test } from "vitest";
import type { JournalEntry } from "../../../harness/journal/events.ts";
import { startMeter } from "../../../harness/run/meter.ts";
import { virtualClock } from "../../virtual-clock.ts";

test("the machine's load and memory are told every ten seconds", async () => {
  const clock = virtualClock({ auto: false });
  const told: JournalEntry[] = [];
  const meter = await startMeter(clock, (entry) => told.push(entry));
  await clock.advance(25_000);
  await meter.stop();
  expect(told.map(({ type }) => type)).toEqual(["machine", "machine", "machine"]);
  expect(told[0]).toMatchObject({ load: expect.any(Number), usedMb: expect.any(Number) });
});
