import { describe, expect, it } from "vitest";
import { driftedInputs, outputsOf, previewOutputs } from "../../../../provider/kubernetes/object/live.ts";
import { type Properties, UNKNOWN } from "../../../../provider/protocol/values.ts";

describe("refresh", () => {
  const inputs = { spec: { replicas: 1, limits: { cpu: "1000m" } }, stringData: { token: "x" } };
  const stored = {
    spec: { replicas: 1, limits: { cpu: "1" }, added: "by a webhook" },
    data: { token: "eA==" },
  };

  it("finds no drift in what the API server normalises, adds or never returns", () => {
    expect(driftedInputs(inputs, stored, { ...stored, status: { ready: true } })).toEqual(inputs);
  });

  it("finds a value somebody changed", () => {
    const live = { ...stored, spec: { ...stored.spec, replicas: 3 } };
    expect(driftedInputs(inputs, stored, live)).toEqual({ ...inputs, spec: { ...inputs.spec, replicas: 3 } });
  });

  it("finds a field somebody removed", () => {
    const live = { ...stored, spec: { limits: { cpu: "1" } } };
    expect(driftedInputs(inputs, stored, live)).toEqual({ ...inputs, spec: { limits: { cpu: "1000m" } } });
  });

  it("finds an element somebody added to a list", () => {
    const wanted = { args: ["--a"] };
    expect(driftedInputs(wanted, { args: ["--a"] }, { args: ["--a", "--b"] })).toEqual({
      args: ["--a", "--b"],
    });
  });

  it("keeps the field managers' bookkeeping out of the state", () => {
    const live: Properties = { metadata: { name: "x", managedFields: [{ manager: "m" }] } };
    expect(outputsOf(live)).toEqual({ metadata: { name: "x" } });
  });
});

describe("outputs of a preview", () => {
  it("leave to the cluster what only the cluster fills in", () => {
    const service = {
      apiVersion: "v1",
      kind: "Service",
      metadata: { name: "x" },
      spec: { ports: [{ port: 80 }] },
    };
    expect(previewOutputs(service, null)).toMatchObject({
      metadata: { name: "x", uid: UNKNOWN },
      spec: { ports: [{ port: 80 }], clusterIP: UNKNOWN },
      status: UNKNOWN,
    });
  });

  it("do not hide a value the inputs give", () => {
    const service = {
      apiVersion: "v1",
      kind: "Service",
      metadata: { name: "x" },
      spec: { clusterIP: "None" },
    };
    expect(previewOutputs(service, null)).toMatchObject({ spec: { clusterIP: "None" } });
  });

  it("keep what an update does not touch", () => {
    const before = {
      kind: "Service",
      metadata: { name: "x", uid: "u" },
      spec: { clusterIP: "10.0.0.1", type: "ClusterIP" },
    };
    const after = { kind: "Service", metadata: { name: "x" }, spec: { type: "NodePort" } };
    expect(previewOutputs(after, before)).toMatchObject({
      metadata: { uid: "u" },
      spec: { clusterIP: "10.0.0.1", type: "NodePort" },
    });
  });
});
