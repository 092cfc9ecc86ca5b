import { NetworkPolicy, type NetworkPolicyArgs } from "@pulumi/kubernetes/networking/v1/networkPolicy.js";
import type * as pulumi from "@pulumi/pulumi";
import type { KindStand } from "../clusters/kind.ts";
import type { NetworkPolicySpec } from "../spec.ts";

export function networkPolicies(
  policies: readonly NetworkPolicySpec[],
  stand: KindStand,
  after: readonly pulumi.Resource[] = [],
): void {
  for (const { name, namespace, spec } of policies) {
    // JSON as the API server takes it: what is wrong in it, it says itself.
    const args = { metadata: { name, namespace }, spec } as unknown as NetworkPolicyArgs;
    new NetworkPolicy(name, args, { ...stand.objectOptions(stand), dependsOn: [...after] });
  }
}
