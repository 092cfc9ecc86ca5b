import { expect, test } from "vitest";
import { type Reproduction, reproLines } from "../../../../harness/cli/flows/repro-text.ts";
import { scenario } from "../../judge/synthetic.ts";

const MADE: Reproduction = {
  run: "r1",
  scenario: scenario.id,
  platform: { distribution: "kind", version: "1.32.5", fidelity: "same mechanism" },
  kubeconfig: "/state/kubeconfig",
  bin: "/cache/bin",
  elapsedMs: 12_300,
  shown: true,
  signatures: ["top nodes showing /x/"],
  command: "kubectl --server=https://172.18.0.3:6443 top nodes",
  output: "error: Metrics API not available",
  fixes: [],
};

test("a reproduction says what to type, of which server, and how to remove it", () => {
  const lines = reproLines(scenario, MADE, false);
  expect(lines).toContain("$ kubectl --server=https://172.18.0.3:6443 top nodes");
  expect(lines).toContain("error: Metrics API not available");
  expect(lines.at(-1)).toBe("faultline prune --run r1");
  expect(lines).not.toContain("# works:");
});

test("where only some servers fail it shows one that works as well", () => {
  const works = { command: "kubectl --server=https://172.18.0.2:6443 top nodes", output: "NAME\nn1" };
  const lines = reproLines(scenario, { ...MADE, works }, false);
  const at = lines.indexOf("# works:");
  expect(lines.slice(at, at + 4)).toEqual(["# works:", `$ ${works.command}`, "NAME", "n1"]);
});
