import { expect, test } from "vitest";
import type { Exec } from "../../../base/exec.ts";
import { ActFailed, performAct } from "../../../harness/cell/act.ts";
import { virtualClock } from "../../virtual-clock.ts";

/** A kubectl that gives one prepared answer after the other, the last one for ever. */
function fakeKubectl(...answers: { exit?: number; out?: string }[]) {
  const calls: string[] = [];
  const environments: unknown[] = [];
  const exec: Exec = async (_file, args, options) => {
    environments.push(options?.env);
    calls.push(args.slice(4).join(" "));
    const { exit = 0, out = "" } = answers[Math.min(calls.length, answers.length) - 1] ?? {};
    return { exitCode: exit, stdout: out, stderr: "", timedOut: false, durationMs: 1 };
  };
  return { exec, calls, environments };
}

const deps = (exec: Exec) => ({
  exec,
  kubectl: "kubectl",
  kubeconfig: "/kubeconfig",
  nodes: ["x-control-plane", "x-worker", "x-worker2"],
  scratchDir: "/scratch",
  clock: virtualClock(),
  signal: new AbortController().signal,
});

test("an act that ends otherwise than the scenario says names the command and what it printed", async () => {
  const { exec } = fakeKubectl({ exit: 1, out: "no such namespace" });
  const act = performAct({ kubectl: ["delete", "namespace", "demo"], why: "delete it" }, deps(exec));
  await expect(act).rejects.toThrow(ActFailed);
  await expect(act).rejects.toThrow(/kubectl delete namespace demo.*exit code 1.*no such namespace/);
});

test("an act goes to the cluster itself, also behind a proxy", async () => {
  const { exec, environments } = fakeKubectl({});
  await performAct({ kubectl: ["cordon", "node"], why: "cordon it" }, deps(exec));
  expect(environments).toEqual([expect.objectContaining({ NO_PROXY: "*", no_proxy: "*", KUBERC: "off" })]);
});

test("with `until` the act is repeated until the output is as wanted", async () => {
  const { exec, calls } = fakeKubectl({ out: "Pending" }, { out: "Pending" }, { out: "Approved" });
  const until = { output: /Approved/, withinSeconds: 30 };
  const done = await performAct({ kubectl: ["get", "csr"], why: "wait", until }, deps(exec));
  expect(done.text).toBe("Approved");
  expect(calls).toHaveLength(3);
});

test("names only the cluster knows are appended, and no names yet means try again", async () => {
  const { exec, calls } = fakeKubectl({ out: "" }, { out: "csr-a csr-b\n" }, { out: "approved" });
  const until = { output: /approved/, withinSeconds: 30 };
  const act = {
    kubectl: ["certificate", "approve"],
    namesFrom: ["get", "csr", "-o", "name"],
    why: "approve",
    until,
  };
  const done = await performAct(act, deps(exec));
  expect(done.command).toBe("kubectl certificate approve csr-a csr-b");
  expect(calls).toEqual(["get csr -o name", "get csr -o name", "certificate approve csr-a csr-b"]);
});

test("an act that never comes true fails at its deadline", async () => {
  const { exec, calls } = fakeKubectl({ out: "Pending" });
  const until = { output: /Approved/, withinSeconds: 10 };
  await expect(performAct({ kubectl: ["get", "csr"], why: "wait", until }, deps(exec))).rejects.toThrow(
    ActFailed,
  );
  expect(calls).toHaveLength(11);
});

test("an act on the host is asked of the host, and refused where there is none", async () => {
  const asked: (string | undefined)[] = [];
  const exec: Exec = async (_file, args) => {
    asked.push(args[1]);
    return { exitCode: 0, stdout: "", stderr: "", timedOut: false, durationMs: 1 };
  };
  const act = { on: "host", kubectl: ["uncordon", "a"], why: "put right" } as const;
  const done = await performAct(act, { ...deps(exec), host: { kubeconfig: "/host-kubeconfig" } });
  expect(asked).toEqual(["/host-kubeconfig"]);
  expect(done.command).toContain("on the host");
  await expect(performAct(act, deps(exec))).rejects.toThrow(ActFailed);
});

test("an act names nodes by their place", async () => {
  const { exec, calls } = fakeKubectl({ out: "csr-1" }, {});
  const act = {
    kubectl: ["annotate", "node", "{node}", "{worker2}", "a={b}"],
    namesFrom: ["get", "csr", "--field-selector=x={worker}"],
    why: "by hand",
  };
  const { command } = await performAct(act, deps(exec));
  expect(calls).toEqual([
    "get csr --field-selector=x=x-worker",
    "annotate node x-control-plane x-worker2 a={b} csr-1",
  ]);
  expect(command).toBe("kubectl annotate node x-control-plane x-worker2 a={b} csr-1");
});
