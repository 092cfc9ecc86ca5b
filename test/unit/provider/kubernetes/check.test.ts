import { describe, expect, it } from "vitest";
import { checkObject } from "../../../../provider/kubernetes/object/check.ts";
import type { CheckCall } from "../../../../provider/protocol/plugin.ts";
import type { Properties } from "../../../../provider/protocol/values.ts";

const call = (inputs: Properties, more: Partial<CheckCall> = {}): CheckCall => ({
  urn: "urn:pulumi:s::p::kubernetes:core/v1:ServiceAccount::sa",
  name: "sa",
  type: "kubernetes:core/v1:ServiceAccount",
  signal: new AbortController().signal,
  oldInputs: null,
  inputs,
  randomSeed: Buffer.from("881b404f00ff", "hex"),
  autonaming: null,
  ...more,
});
const account = (metadata: Properties = {}) => ({ apiVersion: "v1", kind: "ServiceAccount", metadata });

describe("checking an object's inputs", () => {
  it("generates a name from the seed and marks it", () => {
    const { inputs } = checkObject(call(account()), {});
    expect(inputs.metadata).toEqual({ name: "sa-881b404f", annotations: { "pulumi.com/autonamed": "true" } });
  });

  it("keeps a generated name over later updates", () => {
    const before = account({ name: "sa-old", annotations: { "pulumi.com/autonamed": "true" } });
    const { inputs } = checkObject(call(account(), { oldInputs: before }), {});
    expect(inputs.metadata).toMatchObject({ name: "sa-old" });
  });

  it("does not keep the name a user gave and took away", () => {
    const { inputs } = checkObject(call(account(), { oldInputs: account({ name: "mine" }) }), {});
    expect(inputs.metadata).toMatchObject({ name: "sa-881b404f" });
  });

  it("takes the engine's naming rule", () => {
    const proposed = checkObject(
      call(account(), { autonaming: { mode: "enforce", proposed: "by-rule" } }),
      {},
    );
    expect(proposed.inputs.metadata).toMatchObject({ name: "by-rule" });
    const disabled = checkObject(call(account(), { autonaming: { mode: "disable", proposed: "" } }), {});
    expect(disabled.failures).toEqual([
      { property: "metadata.name", reason: "is required: autonaming is disabled" },
    ]);
  });

  it("puts namespaced objects into the provider's namespace, and no others", () => {
    expect(checkObject(call(account({ name: "a" })), { namespace: "team" }).inputs.metadata).toMatchObject({
      namespace: "team",
    });
    const role = { apiVersion: "rbac.authorization.k8s.io/v1", kind: "ClusterRole", metadata: { name: "r" } };
    expect(checkObject(call(role), { namespace: "team" }).inputs.metadata).toEqual({ name: "r" });
  });

  it("refuses what it cannot apply", () => {
    expect(checkObject(call({ metadata: {} }), {}).failures.map((failure) => failure.property)).toEqual([
      "apiVersion",
      "kind",
    ]);
    expect(checkObject(call(account({ generateName: "x-" })), {}).failures[0]?.property).toBe(
      "metadata.generateName",
    );
  });
});
