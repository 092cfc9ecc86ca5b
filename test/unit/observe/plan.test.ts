import { expect, test } from "vitest";
import { PROOF_MS } from "../../../harness/judge/no-effect.ts";
import { observableName } from "../../../harness/observe/observable-name.ts";
import { observationPlan, paceOf, polledIn } from "../../../harness/observe/plan.ts";
import type { PhaseName } from "../../../harness/plan/cell.ts";
import type { Symptom } from "../../../harness/scenario/types.ts";

const base: Symptom = {
  command: "kubectl top nodes",
  signatures: [{ kind: "command", on: { kind: "raw", path: "/apis/x" }, exit: 503, text: [] }],
  withinSeconds: 20,
  persists: { seconds: 30 },
  staysNormal: [{ kind: "kubectl", args: ["get", "nodes"] }],
};

function names(phase: PhaseName, symptom: Symptom): string[] {
  return polledIn(phase, observationPlan({ symptom })).map(
    ({ observable, afterTopNodes }) =>
      observableName(observable) + (afterTopNodes ? " once top nodes works" : ""),
  );
}

const HEALTH = ["top nodes", "top pods -A once top nodes works"];

test("each phase looks at what it judges, and no more", () => {
  expect(names("stand", base)).toEqual([]);
  expect(names("baseline", base)).toEqual([...HEALTH, "raw /apis/x once top nodes works"]);
  expect(names("fault", base)).toEqual(["raw /apis/x", "kubectl get nodes", ...HEALTH]);
  expect(names("symptom", base)).toEqual(names("fault", base));
  expect(names("fix", base)).toEqual(["kubectl get nodes", ...HEALTH]);
  expect(names("recovery", base)).toEqual(names("fix", base));
  expect(names("destroy", base)).toEqual([]);
});

test("a signature that asks for top pods gets it whether or not top nodes works", () => {
  const symptom: Symptom = {
    ...base,
    signatures: [{ kind: "command", on: { kind: "top-pods" }, exit: "non-zero", text: [] }],
  };
  expect(names("symptom", symptom)).toEqual(["top pods -A", "kubectl get nodes", "top nodes"]);
});

test("where recovery is something else, that is polled instead, from the fault on", () => {
  const gone = {
    kind: "command" as const,
    on: { kind: "kubectl" as const, args: ["get", "ns", "x"] },
    exit: 1,
    text: [],
  };
  const symptom: Symptom = { ...base, recovery: [gone] };
  expect(names("baseline", symptom)).toEqual([...HEALTH, "raw /apis/x once top nodes works"]);
  expect(names("symptom", symptom)).toEqual(["raw /apis/x", "kubectl get ns x", "kubectl get nodes"]);
  expect(names("recovery", symptom)).toEqual(["kubectl get ns x", "kubectl get nodes"]);
  const there = {
    ...gone,
    on: { kind: "kubectl" as const, args: ["get", "ns", "x", "-o", "name"] },
    exit: 0,
  };
  expect(names("baseline", { ...symptom, unhealed: [there] })).toEqual([
    ...HEALTH,
    "kubectl get ns x -o name once top nodes works",
  ]);
  expect(names("recovery", { ...symptom, unhealed: [there] })).toEqual([
    "kubectl get ns x",
    "kubectl get ns x -o name",
    "kubectl get nodes",
  ]);
});

test("what stays normal is asked in one place while the fault is on, and from every server once a fix is in; nothing wakes it", () => {
  const listed = (phase: PhaseName) =>
    polledIn(phase, observationPlan({ symptom: base })).find(
      ({ observable }) => observableName(observable) === "kubectl get nodes",
    );
  expect(listed("symptom")).toMatchObject({ fromOnePlace: true, steady: true });
  expect(listed("recovery")).toMatchObject({ fromOnePlace: false, steady: true });
});

test("namespaces are watched only for those who ask", () => {
  expect(observationPlan({ symptom: base }).namespaces).toBe(false);
  const stuck = {
    kind: "namespace" as const,
    name: "x",
    condition: "NamespaceDeletionDiscoveryFailure",
    text: [],
  };
  expect(observationPlan({ symptom: { ...base, signatures: [stuck] } }).namespaces).toBe(true);
});

test("what only confirms is looked at half as often, but never while the fault's symptom is to be seen", () => {
  const nodes = { afterTopNodes: false, fromOnePlace: false, steady: false };
  const pods = { afterTopNodes: true, fromOnePlace: false, steady: false };
  const reference = { afterTopNodes: false, fromOnePlace: false, steady: true };
  const answers = { vantages: 1, answers: true };
  const silent = { vantages: 1, answers: false };
  expect(paceOf("recovery", nodes, answers)).toBe(8_000);
  expect(paceOf("recovery", pods, answers)).toBe(16_000);
  expect(paceOf("recovery", nodes, silent)).toBe(10_000);
  expect(paceOf("symptom", nodes, silent)).toBe(paceOf("symptom", nodes, answers));
  // The end of a window asks for one at once; should that be lost, another comes while the proof is waited for.
  expect(paceOf("recovery", reference, silent)).toBe(20_000);
  expect(paceOf("recovery", reference, { vantages: 3, answers: false })).toBeLessThanOrEqual(PROOF_MS);
});
