import { expect, test } from "vitest";
import { readySince } from "../../../../harness/diagnose/judge/ready-since.ts";
import { signOf } from "../../../../harness/diagnose/judge/sign.ts";
import { LONG_START, SHORT_START, starting } from "../../../../harness/diagnose/judge/starting.ts";
import { READY_ALL_ALONG } from "../../../../harness/scenario/words/signs.ts";
import { ago, at, look, pod } from "./synthetic-look.ts";

test("a ready pod without a time is ready since it was seen so, not before the look and not since a break", () => {
  const timed = pod(5, true, at(300));
  expect(readySince(look(20, [timed]), timed)).toBe(ago(300));
  const untimed = pod(5, true, null);
  expect(readySince(look(20, [pod(18, true, null), untimed]), untimed)).toBe(ago(18));
  expect(readySince(look(20, [pod(30, true, null), untimed]), untimed)).toBe(ago(20));
  expect(readySince(look(20, [pod(18, true, null), pod(9, false, null), untimed]), untimed)).toBe(ago(5));
});

test("whether a pod is well for long and whether it may only be starting follow the same time", () => {
  const brief = look(20, [pod(20, true, null), pod(2, true, null)]);
  expect(signOf(READY_ALL_ALONG, brief).state).toBe("not shown");
  expect(starting(brief, LONG_START)).toMatchObject({ pod: "p", until: ago(-10) });
  expect(starting(brief, SHORT_START)).toBeNull();
  const long = look(40, [pod(40, true, null), pod(2, true, null)]);
  expect(signOf(READY_ALL_ALONG, long).state).toBe("shown");
  expect(starting(long, LONG_START)).toBeNull();
});
