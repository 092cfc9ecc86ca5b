import { expect, test } from "vitest";
import { selectCells } from "../../../harness/plan/select/select-cells.ts";
import type { Scenario } from "../../../harness/scenario/types.ts";
import { healthyStand } from "../../../stacks/healthy/kind.ts";

function scenario(id: string, more: Partial<Scenario>, fixes: readonly string[]): Scenario {
  const outcome = { outcome: "heals", by: "x", why: "x" } as const;
  return {
    id,
    mode: "F1",
    title: id,
    sources: [],
    tags: [],
    reportedOn: "",
    platforms: [{ distribution: "kind", version: "1.32.5", fidelity: "reported" }],
    healthy: () => healthyStand(),
    fault: { summary: "", edit: (spec) => spec, allowedChanges: [] },
    symptom: { signatures: [], withinSeconds: 1, command: "" },
    fixes: fixes.map((fix) => ({
      id: fix,
      title: fix,
      edit: (spec) => spec,
      allowedChanges: [],
      claim: outcome,
      expect: outcome,
      withinSeconds: 1,
    })),
    ...more,
  };
}

const all = [
  scenario(
    "kubelet-cert",
    { mode: "F1", tags: ["tls", "kubelet"], sources: [{ ref: "a/b#1", kind: "report" }] },
    ["flag", "sans"],
  ),
  scenario(
    "kubelet-port",
    {
      mode: "F9",
      tags: ["network", "kubelet"],
      sources: [{ ref: "k3s-io/k3s#11902", kind: "report" }],
      platforms: [
        { distribution: "kind", version: "1.32.5", fidelity: "reported" },
        { distribution: "kind", version: "1.33.4", fidelity: "same mechanism" },
      ],
    },
    ["open"],
  ),
  scenario("stale", { mode: "F15", tags: ["apiservice"] }, ["delete"]),
];
const ids = (...selectors: string[]) => selectCells(all, selectors, "fixes").map(({ cell }) => cell.id);
const message = (...selectors: string[]) => {
  try {
    return `selected ${ids(...selectors)}`;
  } catch (error) {
    return (error as Error).message;
  }
};

const CERT = ["kubelet-cert/kind-1.32.5/flag", "kubelet-cert/kind-1.32.5/sans"];
const PORT = ["kubelet-port/kind-1.32.5/open", "kubelet-port/kind-1.33.4/open"];
const STALE = ["stale/kind-1.32.5/delete"];

test.each<[string[], string[]]>([
  [[], [...CERT, ...PORT, ...STALE]],
  [["kubelet-cert"], CERT],
  [["kubelet-*"], [...CERT, ...PORT]],
  [["kubelet-cert/s?ns"], ["kubelet-cert/kind-1.32.5/sans"]],
  [["kubelet-port/kind-1.33.4/open"], ["kubelet-port/kind-1.33.4/open"]],
  [["F1"], CERT],
  [["f9"], PORT],
  [["K3s-io/K3s#11902"], PORT],
  [["https://github.com/k3s-io/k3s/issues/11902#issuecomment-1"], PORT],
  [
    ["tag:apiservice", "tag:tls"],
    [...CERT, ...STALE],
  ],
  [["tag:kubelet,platform:kind-1.33.4"], ["kubelet-port/kind-1.33.4/open"]],
  [["platform:kind-1.33.*"], ["kubelet-port/kind-1.33.4/open"]],
  [["kubernetes:1.33"], ["kubelet-port/kind-1.33.4/open"]],
  [["kubernetes:>=1.32.6"], ["kubelet-port/kind-1.33.4/open"]],
  [["F9,metrics-server:0.7,!kubernetes:1.33"], ["kubelet-port/kind-1.32.5/open"]],
  [["!tag:kubelet"], STALE],
  [["kubelet-*", "!F9"], CERT],
])("%j selects %j, in catalog order", (selectors, expected) => {
  expect(ids(...selectors)).toEqual(expected);
});

test.each([
  ["kubelet-crt", 'no scenario matches "kubelet-crt"; did you mean kubelet-cert or kubelet-port?'],
  ["tag:tsl", 'no scenario matches "tag:tsl"; did you mean tag:tls?'],
  ["k3s-io/k3s#11903", 'no scenario matches "k3s-io/k3s#11903"; did you mean k3s-io/k3s#11902?'],
  ["k3s/k3s#11902", 'no scenario matches "k3s/k3s#11902"; did you mean k3s-io/k3s#11902?'],
  [
    "k3s-io/k3s#12345",
    'no scenario matches "k3s-io/k3s#12345"; docs/modes.md says why some failure modes have no scenario, and `faultline new <thread>` begins one',
  ],
  ["stal", 'no scenario matches "stal"; did you mean stale or stale/delete?'],
  ["zzzzzzzz", 'no scenario matches "zzzzzzzz"; see faultline list'],
  [
    "metrics-server:>=0.9",
    'no scenario matches "metrics-server:>=0.9"; at another version it runs with --at metrics-server=0.9',
  ],
  [
    "kubernetes:new",
    'no scenario matches "kubernetes:new"; at another version it runs with --at kubernetes=<version>',
  ],
  ["!tag:nothing", 'no scenario matches "tag:nothing"; see faultline list'],
])("%s matches nothing and says what is near", (selector, expected) => {
  expect(message(selector)).toBe(expected);
});

test("a selector that matches nothing is an error even beside one that does", () => {
  expect(message("stale", "F99")).toMatch(/^no scenario matches "F99"/);
});

test("selectors that cancel each other out are an error", () => {
  expect(message("F1", "!tag:tls")).toBe('"F1" "!tag:tls" leaves no cell; see faultline list');
});
