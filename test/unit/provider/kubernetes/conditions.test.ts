import { describe, expect, it } from "vitest";
import { hasReadyEndpoint, wantsEndpoints } from "../../../../provider/kubernetes/await/wait-ready.ts";
import { kindOf } from "../../../../provider/kubernetes/kinds.ts";
import type { Properties } from "../../../../provider/protocol/values.ts";

function pending(
  apiVersion: string,
  kind: string,
  spec: Properties,
  status: Properties,
  generation = 1,
): readonly string[] {
  const object = { apiVersion, kind, metadata: { name: "x", generation }, spec, status };
  return kindOf(object).condition?.(object) ?? [];
}
const deployment = (status: Properties, generation = 1) =>
  pending("apps/v1", "Deployment", { replicas: 2 }, status, generation);

describe("waiting for a Deployment", () => {
  const complete = { observedGeneration: 1, replicas: 2, updatedReplicas: 2, availableReplicas: 2 };

  it("ends when every replica is new and available", () => {
    expect(deployment(complete)).toEqual([]);
  });

  it.each<[string, Properties, RegExp]>([
    ["old pods are left", { ...complete, replicas: 3 }, /older template/],
    ["a replica is missing", { ...complete, availableReplicas: 1 }, /1 of 2 replicas are available/],
    ["the template has not spread", { ...complete, updatedReplicas: 0 }, /0 of 2 replicas are of the newest/],
    ["nothing is reported", {}, /has not seen/],
  ])("goes on while %s", (_, status, text) => {
    expect(deployment(status).join()).toMatch(text);
  });

  it("does not take the complete status of an older generation for its own", () => {
    expect(deployment(complete, 2)).toHaveLength(1);
  });

  it("says what the controller says when there is no progress", () => {
    const conditions = [
      { type: "Progressing", status: "False", reason: "ProgressDeadlineExceeded", message: "timed out" },
    ];
    expect(deployment({ ...complete, availableReplicas: 0, conditions }).join()).toContain(
      "ProgressDeadlineExceeded: timed out",
    );
  });
});

describe("waiting for other workloads", () => {
  it("a DaemonSet on every node it is meant for", () => {
    const status = { observedGeneration: 1, desiredNumberScheduled: 2, updatedNumberScheduled: 2 };
    expect(pending("apps/v1", "DaemonSet", {}, { ...status, numberAvailable: 2 })).toEqual([]);
    expect(pending("apps/v1", "DaemonSet", {}, { ...status, numberAvailable: 1 })).toHaveLength(1);
  });

  it("a DaemonSet's newest template, but not where old pods wait for their deletion", () => {
    const old = {
      observedGeneration: 1,
      desiredNumberScheduled: 1,
      updatedNumberScheduled: 0,
      numberAvailable: 1,
    };
    expect(pending("apps/v1", "DaemonSet", {}, old).join()).toMatch(/newest template/);
    expect(pending("apps/v1", "DaemonSet", { updateStrategy: { type: "OnDelete" } }, old)).toEqual([]);
  });

  it("not for kinds that are complete once stored", () => {
    expect(kindOf({ apiVersion: "v1", kind: "ConfigMap" }).condition).toBeUndefined();
  });
});

describe("a Service's endpoints", () => {
  it("are wanted only where the Service selects pods behind an address", () => {
    const service = (spec: Properties) => wantsEndpoints({ spec });
    expect(service({ selector: { app: "x" }, clusterIP: "10.0.0.1" })).toBe(true);
    expect(service({ selector: {} })).toBe(false);
    expect(service({ selector: { app: "x" }, clusterIP: "None" })).toBe(false);
    expect(service({ selector: { app: "x" }, type: "ExternalName" })).toBe(false);
  });

  it("count when ready or when nothing is said", () => {
    const slice = (...ready: (boolean | undefined)[]) => ({
      endpoints: ready.map((each) => ({ conditions: each === undefined ? {} : { ready: each } })),
    });
    expect(hasReadyEndpoint(slice(false))).toBe(false);
    expect(hasReadyEndpoint(slice(false, true))).toBe(true);
    expect(hasReadyEndpoint(slice(undefined))).toBe(true);
    expect(hasReadyEndpoint({ endpoints: null })).toBe(false);
  });
});
