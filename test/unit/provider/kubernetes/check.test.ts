import { expect, it } from "vitest";
import { checkObject } from "../../../../provider/kubernetes/object/inputs.ts";
import { kubernetesPlugin } from "../../../../provider/kubernetes/plugin.ts";
import type { CheckCall } from "../../../../provider/protocol/plugin.ts";
import type { Properties } from "../../../../provider/protocol/values.ts";

const failuresOf = (inputs: Properties) => {
  const call: CheckCall = {
    urn: "urn:pulumi:s::p::kubernetes:core/v1:ServiceAccount::sa",
    name: "sa",
    type: "kubernetes:core/v1:ServiceAccount",
    signal: new AbortController().signal,
    oldInputs: null,
    inputs,
    randomSeed: Buffer.from("881b404f00ff", "hex"),
    autonaming: null,
  };
  return checkObject(call).failures.map(({ property }) => property);
};

it("an object needs its kind and a name, which the stand-in does not make", () => {
  expect(failuresOf({ apiVersion: "v1", kind: "ServiceAccount", metadata: { name: "a" } })).toEqual([]);
  expect(failuresOf({ apiVersion: "v1", kind: "ServiceAccount", metadata: {} })).toEqual(["metadata.name"]);
  expect(failuresOf({})).toEqual(["apiVersion", "kind", "metadata.name"]);
});

it("a kind that no stack makes names the plugin that has it", () => {
  const plugin = kubernetesPlugin({});
  expect(() => plugin.resource("kubernetes:apps/v1:Deployment")).not.toThrow();
  for (const type of ["kubernetes:core/v1:Secret", "kubernetes:helm.sh/v3:Release"])
    expect(() => plugin.resource(type)).toThrow(/has no kubernetes:.*--plugin released/);
});

it("a setting of the real plugin is refused, not passed over", () => {
  const { checkConfig } = kubernetesPlugin({});
  const refused = (config: Properties) => checkConfig?.(config).map(({ property }) => property);
  expect(refused({ kubeconfig: "k", clusterIdentifier: "c", enableServerSideApply: "true" })).toEqual([]);
  expect(refused({ enableServerSideApply: "false", namespace: "team", enablePatchForce: true })).toEqual([
    "enableServerSideApply",
    "enablePatchForce",
    "namespace",
  ]);
});
