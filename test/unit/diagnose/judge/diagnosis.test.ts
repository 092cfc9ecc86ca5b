import { expect, test } from "vitest";
import { diagnose } from "../../../../harness/diagnose/judge/diagnosis.ts";
import type { Seen } from "../../../../harness/diagnose/judge/seen.ts";
import { SCENARIOS } from "../../../../harness/docs/pages.ts";
import { JOURNAL_VERSION } from "../../../../harness/journal/event-schema.ts";
import type { Sample } from "../../../../harness/journal/events.ts";
import { loadCatalog } from "../../../../harness/scenario/load/load.ts";

const scenarios = await loadCatalog(SCENARIOS);
const NOW = Date.parse("2026-01-01T00:10:00.000Z");
const at = (secondsAgo: number) => new Date(NOW - secondsAgo * 1_000).toISOString();

const top: Sample = {
  kind: "command",
  observable: "top nodes",
  vantage: "s",
  startedAt: at(5),
  endedAt: at(5),
  exit: 1,
  text: "error: Metrics API not available",
};
const noEndpoints: Sample = {
  kind: "apiservice",
  vantage: "s",
  seenAt: at(5),
  present: true,
  status: "False",
  reason: "MissingEndpoints",
  message: 'endpoints for service/metrics-server in "kube-system" have no addresses with port name "https"',
};
const pod: Sample = {
  kind: "pod",
  seenAt: at(9),
  pod: "p",
  ready: false,
  restarts: 0,
  startedAt: at(500),
  readyAt: null,
};
const line = (text: string, secondsAgo = 5): Sample => ({
  kind: "log",
  pod: "p",
  seenAt: at(1),
  writtenAt: at(secondsAgo),
  text,
});
const NO_ROUTE = 'err="Get: dial tcp 10.0.0.1:10250: connect: no route to host"';
const NO_HOST = 'err="Get: dial tcp: lookup node-2 on 10.96.0.10:53: no such host"';

const STARTS = /may only be starting/;

function diagnosed(samples: readonly Sample[], more: Partial<Seen> = {}) {
  const { verdict, reason, findings, open, ruledOut } = diagnose(scenarios, {
    samples: [pod, noEndpoints, top, ...samples],
    nodes: [{ at: NOW - 10_000, ready: ["n"] }],
    vantages: ["s"],
    servers: 1,
    rules: JOURNAL_VERSION,
    blind: [],
    bornAt: new Map([["p", NOW - 500_000]]),
    from: NOW - 10_000,
    now: NOW,
    ...more,
  });
  const ids = findings.map(({ reading }) => reading.scenario.id);
  const texts = findings.flatMap(({ reading }) =>
    reading.signs.flatMap((sign) => (sign.state === "shown" ? sign.match.text : [])),
  );
  return { verdict, reason, ids, texts, open: open.map(({ scenario }) => scenario.id), ruledOut };
}

test("two faults at once are both named", () => {
  expect(diagnosed([line(NO_ROUTE), line(NO_HOST)])).toMatchObject({
    verdict: "known",
    ids: ["unresolvable-hostname", "kubelet-port-rejected"],
  });
});

test("what a pod wrote long before its last words, or a pod that is gone, tells of nothing that is now", () => {
  expect(diagnosed([line(NO_HOST, 80), line(NO_ROUTE)]).ids).toEqual(["kubelet-port-rejected"]);
  const gone: Sample = {
    kind: "pod",
    seenAt: at(1),
    pod: "p",
    ready: false,
    restarts: 0,
    startedAt: null,
    readyAt: null,
    gone: true,
  };
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

test("a pod that is too young is no fault yet, whatever it shows; nothing is called unknown for twice as long", () => {
  const born = (secondsAgo: number) => ({ bornAt: new Map([["p", NOW - secondsAgo * 1_000]]) });
  expect(diagnosed([line(NO_ROUTE)], born(20))).toMatchObject({ verdict: "cannot tell", ids: [] });
  expect(diagnosed([line(NO_ROUTE)], born(40)).verdict).toBe("known");
  expect(diagnosed([], born(40)).verdict).toBe("cannot tell");
});

test("a pod that has only just become ready has not been asked yet, and its fault is not unknown", () => {
  const ready = (secondsAgo: number): Sample => ({ ...pod, ready: true, readyAt: at(secondsAgo) });
  expect(diagnosed([ready(2)])).toMatchObject({
    verdict: "cannot tell",
    reason: expect.stringMatching(STARTS),
  });
  expect(diagnosed([ready(40)]).reason).not.toMatch(STARTS);
  expect(diagnosed([ready(2), line(NO_ROUTE)])).toMatchObject({ verdict: "known" });
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
