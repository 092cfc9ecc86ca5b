import { expect, test } from "vitest";
import type { Sample } from "../../../harness/journal/events.ts";
import { matchesSignature } from "../../../harness/judge/match-signature.ts";
import type { Signature } from "../../../harness/scenario/types.ts";

const seenAt = "2026-01-01T00:00:00.000Z";
const NO_HOST: Signature = { kind: "log", text: [/no such host/] };
const OF_VCLUSTER: Signature = { ...NO_HOST, of: "vcluster" };

test("a line counts for the log that the signature speaks of, metrics-server's where it says nothing", () => {
  const line: Sample = { kind: "log", pod: "x", seenAt, text: "lookup x: no such host" };
  const ofVCluster: Sample = { ...line, of: "vcluster" };
  const matches = (signature: Signature) =>
    [line, ofVCluster].map((each) => matchesSignature(signature, each));
  expect(matches(NO_HOST)).toEqual([true, false]);
  expect(matches(OF_VCLUSTER)).toEqual([false, true]);
});

test("an APIService that is not there is no condition of one", () => {
  const absent: Signature = { kind: "no-apiservice" };
  const seen = (present: boolean): Sample => {
    const condition = { status: present ? "False" : "", reason: "", message: "" } as const;
    return { kind: "apiservice", vantage: "x", seenAt, present, ...condition };
  };
  expect([true, false].map((present) => matchesSignature(absent, seen(present)))).toEqual([false, true]);
  const unavailable: Signature = { kind: "apiservice", status: "False", reason: [] };
  expect(matchesSignature(unavailable, seen(false))).toBe(false);
});

test("a node that has never been cordoned does not show that a cordon was taken back", () => {
  const takenBack: Signature = { kind: "node", unschedulable: { from: true, to: false } };
  const node = (was: boolean | null): Sample => ({
    kind: "node",
    name: "x",
    seenAt,
    unschedulable: false,
    was,
  });
  expect([null, false, true].map((was) => matchesSignature(takenBack, node(was)))).toEqual([
    false,
    false,
    true,
  ]);
});
