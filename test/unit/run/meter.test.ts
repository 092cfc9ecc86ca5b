import { expect, test } from "vitest";
import type { JournalEntry } from "../../../harness/journal/events.ts";
import { machineCpu } from "../../../harness/run/machine-cpu.ts";
import { startMeter } from "../../../harness/run/meter.ts";
import { virtualClock } from "../../virtual-clock.ts";

test("the machine's load, its memory and what used its processors are told every ten seconds", async () => {
  const clock = virtualClock({ auto: false });
  const told: JournalEntry[] = [];
  const cpu = () => ({ allMs: clock.now(), commandMs: 1, engineMs: 2, containersMs: { node: 3 } });
  const meter = await startMeter(
    clock,
    (entry) => told.push(entry),
    async () => async () => cpu(),
  );
  await clock.advance(25_000);
  expect((await meter.stop()).cpuMs).toBe(25_000);
  expect(told.map(({ type }) => type)).toEqual(["machine", "machine", "machine"]);
  expect(told[1]).toMatchObject({
    load: expect.any(Number),
    usedMb: expect.any(Number),
    cpu: { allMs: 10_000, commandMs: 1, engineMs: 2, containersMs: { node: 3 } },
  });
});

test("what the machine has used is counted from the beginning", async () => {
  const look = await machineCpu();
  const [first, second] = [await look(), await look()];
  expect(first.commandMs).toBeLessThanOrEqual(second.commandMs);
  expect(first.allMs).toBeLessThan(600_000);
  expect(first.engineMs).toBeLessThanOrEqual(second.engineMs);
}, 30_000);
