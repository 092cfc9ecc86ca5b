import { expect, test } from "vitest";
import type { Exec } from "../../../../base/exec.ts";
import { linesFromTheStart, symptomFromTheStart, typed } from "../../../../harness/cli/flows/see-symptom.ts";
import type { Sample } from "../../../../harness/journal/events.ts";
import { symptomProgress } from "../../../../harness/judge/symptom.ts";
import { loadScenarios } from "../../../../harness/scenario/load/load.ts";
import {
  condition,
  every,
  healthyLooks,
  logged,
  NO_SANS,
  nodesListed,
  podSeen,
  probed,
  scenario,
  T0,
  topFails,
  view,
} from "../../judge/synthetic.ts";

const symptom = symptomFromTheStart(scenario.symptom);
const broken = (samples: readonly Sample[], now: number) =>
  symptomProgress(symptom, linesFromTheStart(view(samples, now)), { from: T0, deadlineFrom: T0 }).state;

const starting = [
  condition(1, "False", "MissingEndpoints"),
  podSeen(1, "metrics-server-a", -20, null),
  // Written before anybody looked.
  { ...logged(2, "metrics-server-a", NO_SANS), writtenAt: "2025-12-31T23:59:50.000Z" } as Sample,
  ...every(2, 2, 30, (s) => topFails(s)),
];
const listed = every(4, 2, 80, nodesListed);

test("a cluster whose metrics-server takes half a minute to start is not broken as reported", () => {
  expect(broken([...starting, ...listed], 31)).toBe("holding");
  const healthy = [...starting, condition(31, "True", "Passed"), ...healthyLooks(32, 80), ...listed];
  expect(broken(healthy, 80)).not.toBe("done");
});

test("one that stays so is, if what should stay normal does", () => {
  const failing = [...starting, ...every(2, 32, 60, (s) => topFails(s))];
  expect(broken([...failing, ...listed], 61)).toBe("done");
  expect(broken([...failing, probed(20, "kubectl get nodes", 1, "Unauthorized")], 61)).toBe("failed");
});

test("no pod can have been ready before the fault, so none is asked for", () => {
  const signatures = [...scenario.symptom.signatures, { kind: "pod", ready: true } as const];
  expect(symptomFromTheStart({ ...scenario.symptom, signatures }).signatures).toEqual(
    scenario.symptom.signatures,
  );
});

test("every pod is one that came with the fault, though it was there before anybody looked", () => {
  const noise = { kind: "log", text: [new RegExp(NO_SANS.slice(0, 20))], ofNewPod: true } as const;
  const begun = symptomFromTheStart({ ...scenario.symptom, signatures: [noise] });
  expect(begun.signatures).toEqual([{ kind: "log", text: noise.text }]);
});

test("what clears by itself has only to be seen", () => {
  const { persists: _, ...rest } = scenario.symptom;
  expect(symptomFromTheStart({ ...rest, transient: { clearsWithinSeconds: 30 } })).not.toHaveProperty(
    "transient",
  );
});

test("the reporter's command is typed at the server that fails, and never by way of a proxy", async () => {
  const [loaded] = await loadScenarios("scenarios");
  const asked: unknown[] = [];
  const exec: Exec = async (file, args, options) => {
    asked.push([file, ...args], options?.env);
    return {
      exitCode: 1,
      stdout: "",
      stderr: "error: Metrics API not available\n",
      timedOut: false,
      durationMs: 1,
    };
  };
  const symptom = { ...loaded?.scenario.symptom, command: "kubectl top nodes" };
  const stand = {
    scenario: { symptom } as Parameters<typeof typed>[0]["scenario"],
    up: {
      changes: [],
      nodes: [],
      kubeconfig: "/kubeconfig",
      servers: [{ name: "two", url: "https://172.18.0.3:6443" }],
    },
    bin: "/tools",
    scratchDir: "/scratch",
    exec,
    signal: new AbortController().signal,
  };
  expect(await typed(stand, "two")).toEqual({
    command: "kubectl --server=https://172.18.0.3:6443 top nodes",
    output: "error: Metrics API not available",
  });
  expect(asked).toEqual([
    ["sh", "-c", "kubectl --server=https://172.18.0.3:6443 top nodes"],
    expect.objectContaining({ NO_PROXY: "*", no_proxy: "*", KUBERC: "off", KUBECONFIG: "/kubeconfig" }),
  ]);
});
