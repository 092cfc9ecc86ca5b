import { expect, it } from "vitest";
import { withArgs, withoutArg } from "../../../stacks/edits/metrics-server.ts";
import { healthyStand } from "../../../stacks/healthy/kind.ts";
import type { StandSpec } from "../../../stacks/spec.ts";
import { UnknownVariant, variantOf } from "../../../stacks/variant.ts";

const scenario = {
  id: "no-tls-flag",
  platforms: [{ version: "1.31.0" }],
  healthy: ({ version }: { version: string }) => healthyStand({ cluster: { version } }),
  fault: { edit: (spec: StandSpec) => withoutArg(spec, "kubelet-insecure-tls") },
  fixes: [{ id: "flag", edit: (spec: StandSpec) => withArgs(spec, { "kubelet-insecure-tls": true }) }],
};
const flags = (variant: string) =>
  Object.keys(variantOf(scenario, variant).metricsServer.deployment?.args ?? {});

it("realises the healthy state on the scenario's platform, the fault, and the fix on top of the fault", () => {
  expect(variantOf(scenario, "healthy").cluster.version).toBe("1.31.0");
  expect(flags("healthy")).toContain("kubelet-insecure-tls");
  expect(flags("fault")).not.toContain("kubelet-insecure-tls");
  expect(flags("fix:flag")).toContain("kubelet-insecure-tls");
});

it("lists what there is when asked for what there is not", () => {
  expect(() => variantOf(scenario, "fix:other")).toThrow(UnknownVariant);
  expect(() => variantOf(scenario, "fix:other")).toThrow("it has healthy, fault, fix:flag");
});
