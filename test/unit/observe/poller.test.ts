import { afterEach, expect, test } from "vitest";
import { type Poller, poller } from "../../../harness/observe/poller.ts";
import { type VirtualClock, virtualClock } from "../../virtual-clock.ts";

let end: AbortController | undefined;
afterEach(() => end?.abort());

/** Looks take `takes` ms; `looks` are the moments they began, `abandoned` those given up. */
function polled(takes: number): { clock: VirtualClock; poll: Poller; looks: number[]; abandoned: number[] } {
  end = new AbortController();
  const clock = virtualClock({ auto: false });
  const looks: number[] = [];
  const abandoned: number[] = [];
  const poll = poller(
    async (signal) => {
      const began = clock.now();
      looks.push(began);
      await clock.sleep(takes, signal).catch(() => abandoned.push(began));
    },
    clock,
    end.signal,
  );
  return { clock, poll, looks, abandoned };
}

test("looks at its pace, counted from the end of a look, and not before it has one", async () => {
  const { clock, poll, looks } = polled(200);
  await clock.advance(5_000);
  expect(looks).toEqual([]);
  poll.setPace(1_500);
  await clock.advance(4_000);
  expect(looks).toEqual([5_000, 6_700, 8_400]);
});

test("looks at once when something changed, and once more if that was during a look", async () => {
  const { clock, poll, looks } = polled(200);
  poll.setPace(2_000);
  await clock.advance(1_000);
  poll.poke();
  await clock.advance(100);
  poll.poke();
  poll.poke();
  await clock.advance(1_000);
  expect(looks).toEqual([0, 1_000, 1_200]);
});

test("gives up a look that hangs when something changed, so that recovery is not seen late", async () => {
  const { clock, poll, looks, abandoned } = polled(10_000);
  poll.setPace(2_000);
  await clock.advance(1_000);
  poll.poke();
  await clock.advance(1_000);
  expect([looks, abandoned]).toEqual([[0], []]);
  poll.poke();
  await clock.advance(100);
  expect([looks, abandoned]).toEqual([[0, 2_000], [0]]);
});

test("keeps a look that hangs when told that to hang is what the fault does", async () => {
  const { clock, poll, looks, abandoned } = polled(10_000);
  poll.setPace(2_000);
  await clock.advance(3_000);
  poll.poke({ giveUp: false });
  await clock.advance(8_000);
  expect([looks, abandoned]).toEqual([[0, 10_000], []]);
});

test("pauses, ignores pokes meanwhile, and looks at once when it goes on", async () => {
  const { clock, poll, looks } = polled(200);
  poll.setPace(1_000);
  await clock.advance(500);
  poll.setPace(null);
  poll.poke();
  await clock.advance(10_000);
  expect(looks).toEqual([0]);
  poll.setPace(1_000);
  await clock.advance(500);
  expect(looks).toEqual([0, 10_500]);
});

test("ends when told", async () => {
  const { clock, poll, looks } = polled(200);
  poll.setPace(1_000);
  await clock.advance(100);
  end?.abort();
  await poll.ended;
  await clock.advance(10_000);
  expect(looks).toEqual([0]);
});
