import { expect, test } from "vitest";
import { expectedOn, sinceText } from "../../../harness/scenario/expectation.ts";
import type { Platform, Since } from "../../../harness/scenario/types.ts";
import { scenario } from "../judge/synthetic.ts";

const [fix] = scenario.fixes;
if (!fix) throw new Error("the synthetic scenario has fixes");
const kind: Platform = { distribution: "kind", version: "1.34.4", fidelity: "same mechanism" };
const vcluster: Platform = { ...kind, distribution: "vcluster", version: "0.23.0", kubernetes: "1.32.5" };

const on = (platform: Platform, from: Since) => {
  const other = { outcome: "no effect", why: "it is another one" } as const;
  const expected = { outcome: "heals", why: "it heals", from: { ...other, ...from } } as const;
  return expectedOn({ ...fix, expect: expected }, platform).outcome;
};

test.each<[string, Platform, Since, string]>([
  ["the platform's own version is reached", vcluster, { version: "0.23.0" }, "no effect"],
  ["it is not", vcluster, { version: "0.23.1" }, "heals"],
  ["Kubernetes of kind is its version", kind, { kubernetes: "1.34.0" }, "no effect"],
  ["Kubernetes of a vCluster is its host's", vcluster, { kubernetes: "1.34.0" }, "heals"],
  ["metrics-server is the reported one where nothing is said", kind, { metricsServer: "0.8.0" }, "heals"],
  ["it is asked for", { ...kind, metricsServer: "0.9.0" }, { metricsServer: "0.8.0" }, "no effect"],
  ["Helm is the reported one where nothing is said", vcluster, { helm: "4.0.0" }, "heals"],
  ["another Helm is asked for", { ...vcluster, helm: "4.1.4" }, { helm: "4.0.0" }, "no effect"],
  ["one of two is not reached", kind, { kubernetes: "1.34.0", metricsServer: "0.9.0" }, "heals"],
])("%s", (_what, platform, from, outcome) => {
  expect(on(platform, from)).toBe(outcome);
});

test("says from which versions on", () => {
  expect(sinceText({ version: "0.23.0" })).toBe("0.23.0");
  expect(sinceText({ kubernetes: "1.35.0", metricsServer: "0.9.0" })).toBe(
    "Kubernetes 1.35.0 and metrics-server 0.9.0",
  );
  expect(sinceText({ helm: "4.0.0" })).toBe("Helm 4.0.0");
});
