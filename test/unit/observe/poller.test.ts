import { afterEach, expect, test } from "vitest";
import { type Poller, poller } from "../../../harness/observe/poller.ts";
import { type VirtualClock, virtualClock } from "../../virtual-clock.ts";

let end: AbortController | undefined;
afterEach(() => end?.abort());

/** Looks take `takes` ms; `probes` are the moments they began, `abandoned` those given up. */
function polled(takes: number): { clock: VirtualClock; poll: Poller; probes: number[]; abandoned: number[] } {
  end = new AbortController();
  const clock = virtualClock({ auto: false });
  const probes: number[] = [];
  const abandoned: number[] = [];
  const poll = poller(
    async (signal) => {
      const began = clock.now();
      probes.push(began);
      await clock.sleep(takes, signal).catch(() => abandoned.push(began));
    },
    clock,
    end.signal,
  );
  return { clock, poll, probes, abandoned };
}

test("looks at its pace, counted from the end of a probe, and not before it has one", async () => {
  const { clock, poll, probes } = polled(200);
  await clock.advance(5_000);
  expect(probes).toEqual([]);
  poll.setPace(1_500);
  await clock.advance(4_000);
  expect(probes).toEqual([5_000, 6_700, 8_400]);
});

test("looks at once when something changed, and once more if that was during a probe", async () => {
  const { clock, poll, probes } = polled(200);
  poll.setPace(2_000);
  await clock.advance(1_000);
  poll.pollNow();
  await clock.advance(100);
  poll.pollNow();
  poll.pollNow();
  await clock.advance(1_000);
  expect(probes).toEqual([0, 1_000, 1_200]);
});

test("gives up a probe that hangs when something changed, so that recovery is not seen late", async () => {
  const { clock, poll, probes, abandoned } = polled(10_000);
  poll.setPace(2_000);
  await clock.advance(1_000);
  poll.pollNow();
  await clock.advance(1_000);
  expect([probes, abandoned]).toEqual([[0], []]);
  poll.pollNow();
  await clock.advance(100);
  expect([probes, abandoned]).toEqual([[0, 2_000], [0]]);
});

test("keeps a probe that hangs when told that to hang is what the fault does", async () => {
  const { clock, poll, probes, abandoned } = polled(10_000);
  poll.setPace(2_000);
  await clock.advance(3_000);
  poll.pollNow({ giveUp: false });
  await clock.advance(8_000);
  expect([probes, abandoned]).toEqual([[0, 10_000], []]);
});

test("pauses, ignores polls now meanwhile, and looks at once when it goes on", async () => {
  const { clock, poll, probes } = polled(200);
  poll.setPace(1_000);
  await clock.advance(500);
  poll.setPace(null);
  poll.pollNow();
  await clock.advance(10_000);
  expect(probes).toEqual([0]);
  poll.setPace(1_000);
  await clock.advance(500);
  expect(probes).toEqual([0, 10_500]);
});

test("ends when told", async () => {
  const { clock, poll, probes } = polled(200);
  poll.setPace(1_000);
  await clock.advance(100);
  end?.abort();
  await poll.ended;
  await clock.advance(10_000);
  expect(probes).toEqual([0]);
});
