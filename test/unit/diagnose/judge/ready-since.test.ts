import { expect, test } from "vitest";
import type { Pod } from "../../../../harness/diagnose/judge/fresh.ts";
import { readySince } from "../../../../harness/diagnose/judge/ready-since.ts";
import type { Seen } from "../../../../harness/diagnose/judge/seen.ts";
import { signOf } from "../../../../harness/diagnose/judge/sign.ts";
import { LONG_START, SHORT_START, starting } from "../../../../harness/diagnose/judge/starting.ts";
import { JOURNAL_VERSION } from "../../../../harness/journal/event-schema.ts";
import { READY_ALL_ALONG } from "../../../../harness/scenario/words/signs.ts";

const NOW = Date.parse("2026-01-01T00:10:00.000Z");
const ago = (seconds: number) => NOW - seconds * 1_000;
const at = (seconds: number) => new Date(ago(seconds)).toISOString();

function look(lasts: number, ...samples: readonly Pod[]): Seen {
  return {
    samples,
    nodes: [],
    vantages: ["s"],
    servers: 1,
    rules: JOURNAL_VERSION,
    blind: [],
    bornAt: new Map([["p", ago(900)]]),
    from: ago(lasts),
    now: NOW,
  };
}
const pod = (seen: number, ready: boolean, readyAt: string | null): Pod => ({
  kind: "pod",
  seenAt: at(seen),
  pod: "p",
  ready,
  restarts: 0,
  startedAt: at(900),
  readyAt,
});

test("a ready pod without a time is ready since it was seen so, not before the look and not since a break", () => {
  const timed = pod(5, true, at(300));
  expect(readySince(look(20, timed), timed)).toBe(ago(300));
  const untimed = pod(5, true, null);
  expect(readySince(look(20, pod(18, true, null), untimed), untimed)).toBe(ago(18));
  expect(readySince(look(20, pod(30, true, null), untimed), untimed)).toBe(ago(20));
  expect(readySince(look(20, pod(18, true, null), pod(9, false, null), untimed), untimed)).toBe(ago(5));
});

test("whether a pod is well for long and whether it may only be starting follow the same time", () => {
  const brief = look(20, pod(20, true, null), pod(2, true, null));
  expect(signOf(READY_ALL_ALONG, brief).state).toBe("not shown");
  expect(starting(brief, LONG_START)).toMatchObject({ pod: "p", until: ago(-10) });
  expect(starting(brief, SHORT_START)).toBeNull();
  const long = look(40, pod(40, true, null), pod(2, true, null));
  expect(signOf(READY_ALL_ALONG, long).state).toBe("shown");
  expect(starting(long, LONG_START)).toBeNull();
});
