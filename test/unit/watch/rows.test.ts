import { expect, test } from "vitest";
import { recoveryRows, rowTeller, symptomRows } from "../../../harness/watch/rows.ts";
import type { Row, Said } from "../../../harness/watch/said.ts";
import {
  condition,
  healthyLooks,
  logged,
  MA,
  nodesOk,
  podSeen,
  SU,
  scenario,
  T0,
  topFails,
  view,
} from "../judge/synthetic.ts";

const FROM = T0 + 10_000;

test("each signature is seen, with when, where and the words, or not yet, with what came nearest", () => {
  const seen = view(
    [
      topFails(12, `Flag --heapster-scheme has been deprecated\n${MA}\nsee --help`),
      condition(13, "False", "FailedDiscoveryCheck", "timeout"),
      podSeen(11, "metrics-server-b", 11, null),
      logged(
        14,
        "metrics-server-b",
        "x509: cannot validate certificate for 172.18.0.2 because it is too old",
      ),
    ],
    20,
  );
  expect(symptomRows(scenario.symptom, seen, FROM)).toEqual([
    {
      name: "top nodes showing /Metrics API not available/ or /ServiceUnavailable/",
      state: "seen",
      afterMs: 2_000,
      where: "control-plane",
      text: MA,
    },
    {
      name: "APIService False".replace("False", "Available=False MissingEndpoints"),
      state: "not yet",
      nearest: {
        where: "control-plane",
        text: "False FailedDiscoveryCheck: timeout",
        wanted: 2,
        missing: ["missingendpoints"],
        but: null,
      },
    },
    {
      name: "log line /x509: cannot validate certificate for \\S+ because it doesn't contain any IP SANs/",
      state: "not yet",
      nearest: {
        where: "metrics-server-b",
        text: "x509: cannot validate certificate for 172.18.0.2 because it is too old",
        wanted: 12,
        missing: ["doesn", "contain", "any", "ip", "sans"],
        but: null,
      },
    },
  ]);
});

test("before anything was said of it a signature has nothing near", () => {
  expect(symptomRows(scenario.symptom, view([], 11), FROM).map(({ nearest }) => nearest)).toEqual([
    null,
    null,
    null,
  ]);
});

test("recovery is seen in the same way, thing by thing", () => {
  const now = view([condition(12, "True", "Passed"), nodesOk(14), ...healthyLooks(16, 20)], 21);
  const rule = { from: FROM, nodes: ["another-node"] };
  expect(recoveryRows(now, rule)).toEqual([
    {
      name: "top nodes from control-plane",
      state: "not yet",
      nearest: {
        where: "now",
        text: "top nodes from control-plane: no values for another-node",
        wanted: 0,
        missing: [],
        but: null,
      },
    },
    { name: "top pods -A from control-plane", state: "seen", afterMs: 6_100 },
    { name: "APIService Available", state: "seen", afterMs: 2_000 },
  ]);
});

test("only what is news of a row is told: not the same words again, nor what is no nearer", () => {
  const said: Said[] = [];
  const tell = rowTeller("symptom", (each) => said.push(each));
  const row = (text: string, missing: readonly string[]): Row => ({
    name: "one",
    state: "not yet",
    nearest: { where: "x", text, wanted: 2, missing, but: null },
  });
  tell([{ name: "one", state: "not yet", nearest: null }]);
  tell([row(SU, ["a", "b"])]);
  tell([row("other words", ["b", "a"])]);
  tell([row(MA, ["a"])]);
  tell([row(SU, ["a", "b"])]);
  tell([{ name: "one", state: "seen", afterMs: 5, where: "x", text: MA }]);
  tell([{ name: "one", state: "seen", afterMs: 5, where: "x", text: MA }]);
  expect(said.map((each) => (each.type === "row" ? (each.nearest?.text ?? each.state) : ""))).toEqual([
    "not yet",
    SU,
    MA,
    "seen",
  ]);
});
