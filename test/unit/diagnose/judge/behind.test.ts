import { expect, test } from "vitest";
import { diagnose } from "../../../../harness/diagnose/judge/diagnosis.ts";
import { stageOf } from "../../../../harness/diagnose/judge/stage.ts";
import { SCENARIOS } from "../../../../harness/docs/pages.ts";
import type { Sample } from "../../../../harness/journal/events.ts";
import { loadCatalog } from "../../../../harness/scenario/load/load.ts";
import { apiService, at, command, line, look, noEndpoints, pod as podAt, top } from "./synthetic-look.ts";

const scenarios = await loadCatalog(SCENARIOS);
const pod = (ready: boolean) => ({ ...podAt(40, ready, ready ? at(880) : null), node: "x-worker" });
const available = (exit: number) =>
  command(
    "kubectl -n kube-system wait --for=condition=Available deployment/metrics-server --timeout=10s",
    exit,
    exit === 0 ? "condition met" : "error: timed out waiting for the condition",
  );

const unregistered = [
  apiService(""),
  top,
  command("raw /apis/metrics.k8s.io/v1beta1/nodes", 404, "404 page not found"),
  command("kubectl get apiservice v1beta1.metrics.k8s.io", 1, "Error from server (NotFound): not found"),
];
const misnamed = apiService("ServiceNotFound", 'service/metrics-srv in "kube-system" is not present');
const NO_ROUTE = line('err="Get: dial tcp 10.0.0.1:10250: connect: no route to host"');
const OWN_NODE = line('"Failed to scrape node, timeout to access kubelet" err="x" node="x-worker"');

function diagnosed(...samples: readonly Sample[]) {
  const blind = [{ source: "vcluster log", how: "not asked", why: "it was not looked at" }] as const;
  const { findings, open, ruledOut } = diagnose(scenarios, look(40, samples, { blind }));
  return {
    named: findings.map(({ reading }) => reading.scenario.id),
    hidden: open
      .filter(({ because }) => because.startsWith("cannot be ruled out"))
      .map(({ scenario }) => scenario.id),
    because: open.map(({ because }) => because),
    out: ruledOut.map(({ scenario }) => scenario.id),
  };
}

test("without an APIService the log tells what keeps the pod from being ready, and both are named, the outer first", () => {
  expect(diagnosed(...unregistered, pod(false), available(1), NO_ROUTE).named).toEqual([
    "no-apiservice",
    "kubelet-port-rejected",
  ]);
  expect(diagnosed(misnamed, top, pod(false), available(1), NO_ROUTE).named).toEqual([
    "apiservice-wrong-service-name",
    "kubelet-port-rejected",
  ]);
});

test("a log of before is no second fault of a pod that is ready, and an unready pod is none without a known cause", () => {
  expect(diagnosed(...unregistered, pod(true), available(0), NO_ROUTE).named).toEqual(["no-apiservice"]);
  expect(diagnosed(...unregistered, pod(false), available(1)).named).toEqual([]);
});

test("a fault of one node alone is named behind a missing APIService, and behind a pod that is not ready is not", () => {
  expect(diagnosed(...unregistered, pod(true), available(0), OWN_NODE).named).toEqual([
    "no-apiservice",
    "own-node-unknown",
  ]);
  for (const wait of [[available(1)], []]) {
    const { named, hidden } = diagnosed(noEndpoints, top, pod(false), ...wait, OWN_NODE);
    expect(named).toEqual(["kubelet-port-dropped"]);
    expect(hidden).toContain("own-node-unknown");
  }
});

test("what only an answer would show cannot be ruled out while another fault keeps the answer away, and is said", () => {
  const { hidden, because, out } = diagnosed(...unregistered, pod(true), available(0));
  expect(hidden).toEqual(
    expect.arrayContaining([
      "networkpolicy-service-port",
      "control-plane-off-the-pod-network",
      "service-selects-nothing",
    ]),
  );
  expect(because).toContain(
    "cannot be ruled out while no-apiservice is there, which hides what would show it",
  );
  // A log that was read, a pod that is ready, an APIService that is none and servers that are not several speak for themselves.
  expect(out).toEqual(
    expect.arrayContaining([
      "kubelet-port-rejected",
      "bad-flag-pair",
      "apiservice-wrong-service-name",
      "overlay-port-blocked",
      "vcluster-egress-policy",
    ]),
  );
});

test("a pod that is not ready hides whether the way to it is open and what the Service selects", () => {
  const { named, hidden } = diagnosed(noEndpoints, top, pod(false), available(1), NO_ROUTE);
  expect(named).toEqual(["kubelet-port-rejected"]);
  expect(hidden).toEqual(expect.arrayContaining(["networkpolicy-service-port", "service-selects-nothing"]));
  expect(hidden).not.toContain("no-apiservice");
});

test("faults are in the order in which the API server finds them", () => {
  const stage = (id: string) =>
    stageOf(scenarios.find((scenario) => scenario.id === id) as (typeof scenarios)[number]);
  const order = [
    "no-apiservice",
    "apiservice-wrong-service-name",
    "apiservice-wrong-port",
    "bad-flag-pair",
    "service-selects-nothing",
    "networkpolicy-service-port",
    "own-node-unknown",
  ].map(stage);
  expect(order).toEqual([0, 1, 2, 3, 4, 5, 6]);
});
