import { join } from "node:path";
import { expect, test } from "vitest";
import { scenarioPage } from "../../../harness/docs/scenario-page.ts";
import type { Sample } from "../../../harness/journal/events.ts";
import { undeclaredChanges } from "../../../harness/judge/allowed-changes.ts";
import { baselineProgress } from "../../../harness/judge/baseline.ts";
import { fixProgress } from "../../../harness/judge/fix.ts";
import { symptomProgress } from "../../../harness/judge/symptom.ts";
import { cellsOf } from "../../../harness/plan/cells.ts";
import { loadScenario } from "../../../harness/scenario/load/load.ts";
import { changesBetween } from "../../../harness/stand/changes-between.ts";
import {
  condition,
  every,
  healthyLooks,
  NODE,
  nodesListed,
  nodesOk,
  podsOk,
  probed,
  T0,
  view,
} from "../judge/synthetic.ts";
import { modes } from "./capabilities/modes.ts";

/** Scenarios that no cluster runs: each says something that only some of the catalog's can. */
const load = (id: string) => loadScenario(join(import.meta.dirname, "capabilities"), id);

test("a fault may only act: nothing is tried as well, and what it says to undo it takes a fix back", async () => {
  const scenario = await load("annotated-node");
  expect(cellsOf(scenario).map(({ fix, takenBack = false }) => [fix, takenBack])).toEqual([
    ["remove-annotation", true],
    ["restart", false],
    ["nothing", false],
  ]);
});

test("the page of a fault that only acts says what is typed, and what puts it right again", async () => {
  const page = scenarioPage(await load("annotated-node"), modes, []);
  const [, fault = ""] = page.split("## The fault");
  expect(fault).toMatch(/```diff\n\$ kubectl annotate node --all \S+=\/metrics\/cadvisor\n```/);
  expect(fault).toMatch(/puts it right again[^`]*```diff\n\$ kubectl annotate node --all \S+-\n```/);
});

/** When the fault is in at 10 s, and a fix at 60 s. */
const SYMPTOM = { from: T0 + 10_000, deadlineFrom: T0 + 11_000 };
const FIX = { faultAt: T0 + 10_000, fixAt: T0 + 60_000, fixedAt: T0 + 61_000 };
const available = condition(-30, "True", "Passed");

test("a failure of which no command fails is shown, is no effect of a fix, and is healed", async () => {
  const { symptom, fixes } = await load("one-node-unknown");
  const scenario = await load("one-node-unknown");
  const [, restart] = fixes;
  if (!restart) throw new Error("it has two fixes");
  const worker = NODE.replace("control-plane", "worker");
  const rows = (last: string) =>
    `NAME CPU(cores) CPU(%) MEMORY(bytes) MEMORY(%)\n${NODE} 1m 1% 1Mi 1%\n${worker} ${last}`;
  const unknown = (seconds: number) =>
    probed(seconds, "top nodes", 0, rows("<unknown> <unknown> <unknown> <unknown>"));
  const rest = (seconds: number): Sample[] => [
    probed(seconds, "raw /api/v1/nodes/{worker}/proxy/metrics/resource", 503, "connection refused"),
    probed(seconds, "kubectl logs -n=kube-system deploy/metrics-server --since=20s", 0, "scrape: EOF"),
  ];
  const nodes = { nodes: [{ at: T0, ready: [NODE, worker] }] };
  const broken = every(4, 12, 56, (seconds) => [unknown(seconds), ...rest(seconds + 0.5)]);
  const seen = symptomProgress(symptom, view([available, ...broken], 57, nodes), SYMPTOM);
  expect(seen).toMatchObject({ state: "done" });
  const still = every(4, 62, 98, (seconds) => [unknown(seconds), nodesListed(seconds + 0.5)]);
  expect(
    fixProgress(scenario, restart, view([available, ...broken, ...still], 99, nodes), FIX),
  ).toMatchObject({
    state: "done",
    result: { outcome: "no effect" },
  });
  const good = every(4, 62, 98, (seconds) => [nodesOk(seconds, [NODE, worker]), podsOk(seconds + 0.1)]);
  expect(fixProgress(scenario, restart, view([available, ...broken, ...good], 99, nodes), FIX)).toMatchObject(
    {
      state: "done",
      result: { outcome: "heals" },
    },
  );
});

test.each([
  ["a log that has the line", 0, "E1128 x509: certificate"],
  ["a log that cannot be read", 1, "error: unable to upgrade connection"],
  ["a look that was killed", 128, ""],
])("a clean log is not shown by %s", async (_, exit, text) => {
  const { symptom } = await load("one-node-unknown");
  const signatures = symptom.signatures.slice(2);
  const log = "kubectl logs -n=kube-system deploy/metrics-server --since=20s";
  const looks = every(4, 12, 90, (seconds) => probed(seconds, log, exit, text));
  const seen = symptomProgress({ ...symptom, signatures }, view([available, ...looks], 91), SYMPTOM);
  expect(seen).toMatchObject({ state: "failed", reason: expect.stringContaining("not showing /x509/") });
});

test("objects that are none of metrics-server's are touched by name, and recovery is in another command's words", async () => {
  const scenario = await load("plain-user");
  const [platform] = scenario.platforms;
  const [bind] = scenario.fixes;
  if (!platform || !bind) throw new Error("it has both");
  const healthy = scenario.healthy(platform);
  const faulty = scenario.fault.edit(healthy);
  expect(undeclaredChanges(scenario.fault.allowedChanges, await changesBetween(healthy, faulty))).toEqual([]);
  expect(bind.edit(faulty)).toEqual(healthy);

  const can = (seconds: number, yes: boolean) =>
    probed(
      seconds,
      "kubectl auth can-i list nodes.metrics.k8s.io --as=jane",
      yes ? 0 : 1,
      yes ? "yes" : "no\nerror: exit",
    );
  const before = [available, ...healthyLooks(0, 8), ...every(4, 1, 9, (seconds) => can(seconds, true))];
  const bounds = { from: T0 - 500, withinMs: 60_000, symptom: scenario.symptom };
  expect(baselineProgress(view(before, 9), bounds)).toMatchObject({ state: "done" });
  const broken = [...before, ...every(4, 12, 56, (seconds) => [can(seconds, false), nodesOk(seconds + 0.5)])];
  expect(symptomProgress(scenario.symptom, view(broken, 57), SYMPTOM)).toMatchObject({ state: "done" });
  const after = (yes: boolean) => [
    ...broken,
    ...every(4, 62, 98, (seconds) => [can(seconds, yes), nodesListed(seconds + 0.5)]),
  ];
  const outcome = (yes: boolean) => fixProgress(scenario, bind, view(after(yes), 99), FIX);
  expect(outcome(true)).toMatchObject({ result: { outcome: "heals" } });
  expect(outcome(false)).toMatchObject({ result: { outcome: "no effect" } });
});

test("the page of a fix says all who claim it", async () => {
  const page = scenarioPage(await load("one-node-unknown"), modes, []);
  expect(page).toContain("**Said**: heals, by one\n- **Said**: no effect, by another: “It did not help.”");
});
