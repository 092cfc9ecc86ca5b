import { expect, test } from "vitest";
import { contentOf } from "../../../harness/plan/content.ts";
import { loadScenarios } from "../../../harness/scenario/load/load.ts";
import { scenarioOn } from "../../../harness/scenario/scenario-on.ts";
import type { Scenario, Signature } from "../../../harness/scenario/types.ts";
import { scenario } from "../judge/synthetic.ts";

const LATER: Signature = { kind: "apiservice", status: "False", reason: ["FailedDiscoveryCheck"] };
const from = { kubernetes: "1.36.0", signatures: [LATER], why: "another check" };
const changing: Scenario = { ...scenario, symptom: { ...scenario.symptom, from } };

test.each([
  [{ version: "1.32.5" }, scenario.symptom.signatures],
  [{ version: "1.35.9" }, scenario.symptom.signatures],
  [{ version: "1.36.0" }, [LATER]],
  [{ version: "1.37.2" }, [LATER]],
  // A vCluster's own version is none of Kubernetes.
  [{ version: "2.0.0", kubernetes: "1.32.5" }, scenario.symptom.signatures],
])("on %j a fault shows by the signatures of that Kubernetes", (versions, signatures) => {
  expect(scenarioOn(changing, versions).symptom).toEqual({ ...scenario.symptom, signatures });
});

test("from a metrics-server on another thing may stay normal", () => {
  const staysNormal = [{ kind: "top-pods" }] as const;
  const later = { metricsServer: "0.9.0", signatures: [LATER], staysNormal, why: "another readiness" };
  const on = (metricsServer?: string) =>
    scenarioOn(
      { ...scenario, symptom: { ...scenario.symptom, from: later } },
      { version: "1.37.2", ...(metricsServer !== undefined && { metricsServer }) },
    ).symptom;
  expect(on("0.9.0")).toEqual({ ...scenario.symptom, signatures: [LATER], staysNormal });
  expect(on("0.8.0")).toEqual(scenario.symptom);
  expect(on()).toEqual(scenario.symptom);
});

test("what a later version shows changes nothing of a cell at an earlier one", () => {
  const [fix] = scenario.fixes;
  const content = (of: Scenario, version: string) =>
    fix && contentOf(of, { distribution: "kind", version, fidelity: "reported" }, fix);
  expect(content(changing, "1.32.5")).toBe(content(scenario, "1.32.5"));
  expect(content(changing, "1.36.0")).not.toBe(content(scenario, "1.36.0"));
});

test("signatures of later versions show by more than `kubectl top` failing, too", async () => {
  const scenarios = (await loadScenarios("scenarios")).map(({ scenario: each }) => each);
  const later = scenarios.flatMap(({ symptom }) => (symptom.from ? [symptom.from.signatures] : []));
  expect(later.length).toBeGreaterThan(0);
  for (const signatures of later)
    expect(signatures.filter((each) => !JSON.stringify(each).includes("top-nodes"))).not.toEqual([]);
});
