import { expect, test } from "vitest";
import { nearestText } from "../../../harness/judge/nearest-text.ts";
import type { Signature } from "../../../harness/scenario/types.ts";
import { condition, happened, logged, MA, nodesOk, podSeen, SU, T0, topFails, view } from "./synthetic.ts";

const FROM = T0 + 10_000;
const top = (...text: RegExp[]): Signature => ({
  kind: "command",
  on: { kind: "top-nodes" },
  exit: "non-zero",
  text,
});

test("of all that a command said the line with most of the wanted words is shown, with those it lacks", () => {
  const seen = view([topFails(12, SU), topFails(14, MA), topFails(16, "error: something else")], 20);
  expect(nearestText(top(/Metrics API not yet available/), seen, FROM)).toEqual({
    at: T0 + 14_000,
    where: "control-plane",
    text: MA,
    wanted: 5,
    missing: ["yet"],
    but: null,
  });
});

test("a word with a slip of the pen is taken for the one that was meant", () => {
  const found = nearestText(top(/Metrics API not availabel/), view([topFails(12, MA)], 20), FROM);
  expect(found).toMatchObject({ text: MA, missing: [] });
});

test("what is nothing like it is shown all the same, the newest of it, and what was seen of others is not", () => {
  const seen = view(
    [topFails(12, "one"), topFails(14, "two\nthree"), logged(15, "metrics-server-a", MA)],
    20,
  );
  expect(nearestText(top(/Metrics API/), seen, FROM)).toMatchObject({
    text: "two",
    missing: ["metrics", "api"],
  });
  expect(nearestText(top(/Metrics API/), view([], 20), FROM)).toBeNull();
});

test("a right text says why it does not count: the exit code, or that it came before the change", () => {
  const wrongExit = view([nodesOk(12)], 20);
  expect(nearestText(top(/CPU\(cores\)/), wrongExit, FROM)?.but).toBe(
    "it ended with exit code 0, and non-zero is wanted",
  );
  const early = view([topFails(9, MA), topFails(12, SU)], 20);
  expect(nearestText(top(/Metrics API not available/), early, FROM)).toMatchObject({
    text: MA,
    but: "it came before the change",
  });
  const before = view([topFails(9, SU)], 20);
  expect(nearestText(top(/Metrics API not available/), before, FROM)).toBeNull();
});

test("conditions and events are compared with their reasons, and a pod says whether it is ready", () => {
  const seen = view(
    [
      condition(12, "False", "MissingEndpoint", "none"),
      happened(13, "metrics-server-a", "Unhealthy", "probe failed: 500"),
      podSeen(14, "metrics-server-a", 12, null),
    ],
    20,
  );
  const service: Signature = {
    kind: "apiservice",
    status: "False",
    reason: ["FailedDiscoveryCheck", "MissingEndpoints"],
  };
  expect(nearestText(service, seen, FROM)).toMatchObject({
    text: "False MissingEndpoint: none",
    wanted: 2,
    missing: [],
  });
  const event: Signature = { kind: "event", reason: "BackOff", text: [/probe failed with statuscode: 500/] };
  expect(nearestText(event, seen, FROM)).toMatchObject({
    where: "Pod/metrics-server-a",
    missing: ["backoff", "with", "statuscode"],
  });
  expect(nearestText({ kind: "pod", ready: true }, seen, FROM)).toMatchObject({
    text: "not ready",
    wanted: 0,
  });
});
