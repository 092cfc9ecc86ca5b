import { expect, test } from "vitest";
import type { Sample } from "../../../harness/journal/events.ts";
import { cameAfter, writtenAt } from "../../../harness/judge/came-after.ts";
import type { SampleOf } from "../../../harness/judge/view.ts";
import { logged, podSeen, T0, view } from "./synthetic.ts";

const POD = podSeen(5, "metrics-server-b", 4, null);
const gone = (seconds: number) =>
  ({ ...podSeen(seconds, "metrics-server-b", 4, null), gone: true }) as Sample;
const line = (seconds: number, text = "403 Forbidden", more: object = {}) =>
  ({ ...logged(seconds, "metrics-server-b", text), ...more }) as SampleOf<"log">;
const KLOG = 'E0101 00:00:08.123456       1 scraper.go:149] "Failed to scrape node"';

test("a line was written when the kubelet says, else when its own header does, else when it was seen", () => {
  const stamped = { writtenAt: "2026-01-01T00:00:07.000Z" };
  const times = [line(90, KLOG, stamped), line(90, KLOG), line(90)].map((each) => writtenAt(each) - T0);
  expect(times).toEqual([7_000, 8_123, 90_000]);
});

test("a header without a year is of the year before when it is seen in January", () => {
  const seenAt = "2027-01-01T00:00:02.000Z";
  const december = line(0, "I1231 23:59:59.000000 1 x.go:1] x", { seenAt });
  expect(new Date(writtenAt(december)).toISOString()).toBe("2026-12-31T23:59:59.000Z");
});

test("a line that is seen under the fault but was written before it tells nothing of it", () => {
  const counts = (from: number) => cameAfter(line(90, KLOG), view([POD], 100), T0 + from * 1_000);
  expect([counts(8), counts(9)]).toEqual([true, false]);
});

test("nor does a line of a pod that is gone, or was never there", () => {
  const counts = (...pods: readonly Sample[]) => cameAfter(line(20), view(pods, 30), T0);
  const other = podSeen(5, "metrics-server-a", 4, null);
  expect([counts(POD), counts(POD, gone(25)), counts(other), counts()]).toEqual([true, false, false, false]);
});

test("where lines of a replaced pod count, its pod was there when it wrote them", () => {
  const counts = (...pods: readonly Sample[]) => cameAfter(line(20), view(pods, 30), T0, { replaced: true });
  expect([counts(POD, gone(25)), counts(POD, gone(15)), counts()]).toEqual([true, false, false]);
});

test("where only lines of a new pod count, nothing is known of its pod from before", () => {
  const counts = (from: number) =>
    cameAfter(line(20), view([POD], 30), T0 + from * 1_000, { ofNewPod: true });
  expect([counts(4), counts(6)]).toEqual([true, false]);
});

test("of a vCluster's control plane the pods are not watched, and its lines count by their time", () => {
  expect(cameAfter(line(20, "x", { of: "vcluster" }), view([], 30), T0)).toBe(true);
});
