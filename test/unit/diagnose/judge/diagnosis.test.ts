import { expect, test } from "vitest";
import { diagnose } from "../../../../harness/diagnose/judge/diagnosis.ts";
import type { Seen } from "../../../../harness/diagnose/judge/seen.ts";
import { SCENARIOS } from "../../../../harness/docs/pages.ts";
import type { Sample } from "../../../../harness/journal/events.ts";
import { loadCatalog } from "../../../../harness/scenario/load/load.ts";
import { scenarioOn } from "../../../../harness/scenario/scenario-on.ts";
import { ago, at, command, line, look, noEndpoints, pod, top } from "./synthetic-look.ts";

const scenarios = await loadCatalog(SCENARIOS);
const unready = pod(9, false, null);
const NO_ROUTE = 'err="Get: dial tcp 10.0.0.1:10250: connect: no route to host"';
const NO_HOST = 'err="Get: dial tcp: lookup node-2 on 10.96.0.10:53: no such host"';

const STARTS = /may only be starting/;

function diagnosed(samples: readonly Sample[], more: Partial<Seen> = {}) {
  const { verdict, reason, findings, open, ruledOut } = diagnose(
    scenarios,
    look(10, [unready, noEndpoints, top, ...samples], more),
  );
  const ids = findings.map(({ reading }) => reading.scenario.id);
  const texts = findings.flatMap(({ reading }) =>
    reading.signs.flatMap((sign) => (sign.state === "shown" ? sign.match.text : [])),
  );
  return {
    verdict,
    reason,
    ids,
    texts,
    open: open.map(({ scenario }) => scenario.id),
    ruledOut,
  };
}

test("two faults at once are both named", () => {
  expect(diagnosed([line(NO_ROUTE), line(NO_HOST)])).toMatchObject({
    verdict: "known",
    ids: ["unresolvable-hostname", "kubelet-port-rejected"],
  });
});

test("what a pod wrote long before its last words, or a pod that is gone, tells of nothing that is now", () => {
  expect(diagnosed([line(NO_HOST, 80), line(NO_ROUTE)]).ids).toEqual(["kubelet-port-rejected"]);
  const gone: Sample = { ...pod(1, false, null), startedAt: null, gone: true };
  expect(diagnosed([line(NO_ROUTE), gone]).ids).toEqual([]);
});

test("what happens to another pod of the namespace is no sign of metrics-server", () => {
  const taint = (name: string): Sample => ({
    kind: "event",
    seenAt: at(5),
    object: `Pod/${name}`,
    reason: "FailedScheduling",
    text: "0/1 nodes are available: 1 node(s) had untolerated taint {node-role.kubernetes.io/control-plane: }",
    count: 1,
  });
  expect(diagnosed([taint("p")]).ids).toEqual(["control-plane-taint"]);
  expect(diagnosed([taint("coredns-7db6d8ff4d-2xq9p")]).ids).toEqual([]);
});

test("a pod that is too young is no fault yet, whatever it shows; nothing is called unknown for three times as long", () => {
  const born = (secondsAgo: number) => ({ bornAt: new Map([["p", ago(secondsAgo)]]) });
  expect(diagnosed([line(NO_ROUTE)], born(20))).toMatchObject({ verdict: "cannot tell", ids: [] });
  expect(diagnosed([line(NO_ROUTE)], born(40)).verdict).toBe("known");
  expect(diagnosed([], born(80))).toMatchObject({
    verdict: "cannot tell",
    reason: expect.stringMatching(STARTS),
  });
  expect(diagnosed([], born(95)).reason).not.toMatch(STARTS);
});

test("a container that was started anew starts like a new pod, as on a node that was; one that crashes during the look has had its start", () => {
  const anew = (secondsAgo: number, restarts = 3) => ({
    ...pod(5, false, null),
    restarts,
    startedAt: at(secondsAgo),
  });
  const said = (...samples: readonly Sample[]) =>
    diagnose(scenarios, look(10, [noEndpoints, top, ...samples]));
  expect(said(line(NO_ROUTE), anew(10)).verdict).toBe("cannot tell");
  expect(said(line(NO_ROUTE), anew(40)).verdict).toBe("known");
  expect(said(anew(80)).reason).toMatch(STARTS);
  expect(said(line(NO_ROUTE), anew(30, 2), anew(10)).verdict).toBe("known");
  expect(said(line(NO_ROUTE), { ...anew(10), startedAt: null }).verdict).toBe("known");
});

test("a fault that shows nothing but what a slow healthy start shows is named when no start takes so long", () => {
  const newer = scenarios.map((each) => scenarioOn(each, { version: "1.37.2", metricsServer: "0.9.0" }));
  const codes = (secondsAgo: number) => {
    const noMetrics = line('"Failed probe" probe="metric-storage-ready" err="no metrics to serve"');
    const bornAt = new Map([["p", ago(secondsAgo)]]);
    const seen = look(
      10,
      [pod(5, false, null), noEndpoints, top, command("get nodes", 0, "n Ready"), noMetrics],
      { bornAt },
    );
    return diagnose(newer, seen).findings.map(({ reading }) => reading.scenario.id);
  };
  expect(codes(60)).toEqual([]);
  expect(codes(100)).toEqual(["node-figures-missing"]);
});

test("a pod that has only just become ready has not been asked yet, and its fault is not unknown", () => {
  const ready = (secondsAgo: number) => pod(9, true, at(secondsAgo));
  expect(diagnosed([ready(2)])).toMatchObject({
    verdict: "cannot tell",
    reason: expect.stringMatching(STARTS),
  });
  expect(diagnosed([ready(40)]).reason).not.toMatch(STARTS);
  expect(diagnosed([ready(2), line(NO_ROUTE)])).toMatchObject({ verdict: "cannot tell", ids: [] });
  expect(diagnosed([ready(40), line(NO_ROUTE)])).toMatchObject({ verdict: "known" });
});

test("of a pod that has not been ready for long the way is not called broken before everybody has had time to find it", () => {
  const ofReady = (secondsAgo: number) => {
    const seen = look(10, [pod(9, true, at(secondsAgo)), noEndpoints, top]);
    const { verdict, findings, open, lookAgainAt } = diagnose(scenarios, seen);
    const codes = [...findings.map(({ reading }) => reading), ...open].map(({ scenario }) => scenario.id);
    return { verdict, codes, lookAgainAt };
  };
  const codes = expect.arrayContaining(["service-selects-nothing"]);
  expect(ofReady(40)).toEqual({ verdict: "cannot tell", codes, lookAgainAt: ago(-20) });
  expect(ofReady(61)).toMatchObject({ verdict: "known", codes });
});

test("what could not be looked at is open and not ruled out", () => {
  const blind = [{ source: "log", how: "denied", why: "no" }] as const;
  const { verdict, open } = diagnosed([], { blind });
  expect(verdict).toBe("cannot tell");
  expect(open).toContain("kubelet-port-rejected");
  expect(open).not.toContain("apiservice-wrong-port");
});

test("of several API servers one that works rules out what was measured where none did", () => {
  const works: Sample = {
    ...top,
    vantage: "t",
    exit: 0,
    text: "NAME CPU(cores) CPU(%) MEMORY(bytes) MEMORY(%)\nn 1m 1% 1Mi 1%",
  };
  const two = { vantages: ["s", "t"], servers: 2 };
  expect(diagnosed([line(NO_ROUTE), works], two).ids).toEqual([]);
  expect(diagnosed([line(NO_ROUTE), { ...top, vantage: "t" }], two).ids).toEqual(["kubelet-port-rejected"]);
});

test("what was seen instead says the same however old the nodes are", () => {
  const nodes = (age: string): Sample => ({
    ...top,
    observable: "kubectl get nodes",
    exit: 0,
    text: `NAME   STATUS   ROLES    ${"AGE".padEnd(age.length)}   VERSION\nn      Ready    <none>   ${age}   v1.32.5`,
  });
  const because = (age: string) => diagnosed([nodes(age)]).ruledOut.map((reading) => reading.because);
  expect(because("9s").join()).toContain("NAME STATUS ROLES AGE VERSION");
  expect(because("2m10s")).toEqual(because("9s"));
});

test("what was not written says the same whether something else was lately, as by a pod that has just begun, or no longer", () => {
  const because = (...samples: readonly Sample[]) => diagnosed(samples).ruledOut.map((each) => each.because);
  expect(because(line("Starting"))).toEqual(because(line("Starting", 300)));
  expect(because(line("Starting")).join()).toContain("seen: no such line lately");
});

test("what is to stay normal has to be so from each server: where one fails nobody is merely forbidden", () => {
  const works: Sample = { ...top, vantage: "other", exit: 0, text: "NAME  CPU(cores)" };
  const { ruledOut } = diagnosed([works], { vantages: ["s", "other"], servers: 2 });
  const reading = ruledOut.find(({ scenario }) => scenario.id === "user-may-not-top");
  expect(reading?.because).toMatch(/^top nodes did not stay normal/);
});

test("of a line that is written at each scrape the first that is known is named, and of a log's last one nothing", () => {
  const logs: Sample = {
    ...top,
    observable: "kubectl -n kube-system logs deployment/metrics-server --tail=1",
  };
  const said = (count: number) => {
    const lines = Array.from({ length: count }, (_, index) => line(`${NO_HOST} #${index}`, 80 - 15 * index));
    return diagnosed([...lines, { ...logs, exit: 0, text: `line ${count}` }]);
  };
  expect(said(3).texts).toContain(`${NO_HOST} #0`);
  expect(said(5).texts).toEqual(said(3).texts);
  const because = (count: number) => said(count).ruledOut.map((reading) => reading.because);
  expect(because(3).join()).toContain("--tail=1 from s: another line");
  expect(because(5)).toEqual(because(3));
});
