import { expect, test } from "vitest";
import { heldMatch } from "../../../harness/judge/hold.ts";
import type { Signature } from "../../../harness/scenario/types.ts";
import { condition, probed, T0, view } from "./synthetic.ts";

const listed: Signature = {
  kind: "command",
  on: { kind: "kubectl", args: ["get", "nodes"] },
  exit: 0,
  text: [/NotReady/],
};
const look = (seconds: number, exit: number, text: string) =>
  probed(seconds, "kubectl get nodes", exit, text);
const held = (...samples: ReturnType<typeof look>[]) => heldMatch(listed, view(samples, 30), T0);

test("what a command lists is held by the looks that list it", () => {
  expect(held(look(3, 0, "a NotReady"), look(7, 0, "a NotReady"))?.run).toMatchObject({
    since: T0 + 3_000,
    last: T0 + 7_000,
    probes: 2,
  });
});

test("another answer of the cluster ends it", () => {
  expect(held(look(3, 0, "a NotReady"), look(7, 0, "a Ready"))).toBeNull();
  expect(held(look(3, 0, "a NotReady"), look(7, 1, "error: You must be logged in to the server"))).toBeNull();
});

test("a look that was killed, or did not get there, neither ends it nor carries it on", () => {
  const seen = held(
    look(3, 0, "a NotReady"),
    look(7, 128, ""),
    look(9, 1, "net/http: TLS handshake timeout"),
  );
  expect(seen?.run).toMatchObject({ last: T0 + 3_000, probes: 1 });
  const again = held(look(3, 0, "a NotReady"), look(7, 128, ""), look(11, 0, "a NotReady"));
  expect(again?.run).toMatchObject({ since: T0 + 3_000, last: T0 + 11_000, probes: 2 });
});

test("no APIService holds while there is none, also if there was none before", () => {
  const gone = { ...condition(2, "True", ""), present: false, status: "" };
  const none: Signature = { kind: "no-apiservice" };
  const from = T0 + 5_000;
  expect(heldMatch(none, view([gone], 30), from)?.match.at).toBe(from);
  expect(heldMatch(none, view([gone, condition(8, "False", "x")], 30), from)).toBeNull();
});

const passed: Signature = { kind: "apiservice", status: "True", reason: ["Passed"] };

test("a condition that was another for a moment is held since it came back", () => {
  const went = [condition(-5, "True", "Passed"), condition(8, "False", "MissingEndpoints")];
  expect(heldMatch(passed, view(went, 30), T0)).toBeNull();
  const back = view([...went, condition(9, "True", "Passed"), condition(12, "True", "Passed")], 30);
  expect(heldMatch(passed, back, T0)).toMatchObject({ match: { at: T0 }, again: T0 + 9_000 });
  // What it was before the fault is none of the symptom's.
  expect(heldMatch(passed, back, T0 + 10_000)?.again).toBeUndefined();
});
