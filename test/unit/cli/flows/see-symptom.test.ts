import { expect, test } from "vitest";
import type { Exec } from "../../../../base/exec.ts";
import { typed } from "../../../../harness/cli/flows/see-symptom.ts";
import { loadScenarios } from "../../../../harness/scenario/load/load.ts";

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
