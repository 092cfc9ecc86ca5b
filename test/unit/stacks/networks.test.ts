import { describe, expect, it } from "vitest";
import { type Rendered, registered, rendered } from "../../../harness/stand/rendered.ts";
import { withApiServerArgs, withoutApiServerArgs } from "../../../stacks/edits/cluster.ts";
import { withNetworkPolicy, withNodeRoute, withoutNodeRoute } from "../../../stacks/edits/network.ts";
import { healthyStand } from "../../../stacks/healthy/kind.ts";
import { realise } from "../../../stacks/index.ts";
import { refusingProxy } from "../../../stacks/refusing-proxy.ts";
import type { StandSpec } from "../../../stacks/spec.ts";
import { objects } from "./kubernetes-objects.ts";

/** A stack on the node image that faultline makes itself, whose CNI enforces nothing. */
const onOwnImage = (spec: StandSpec): Promise<Rendered[]> => {
  const context = { name: "faultline-unit", nodeImage: () => "faultline/node:v1.32.5-abc", labels: {} };
  return registered(async () => ({ ...realise(spec, context) }));
};
const named = (list: readonly Rendered[], type: string) =>
  list.filter((each) => each.type.endsWith(`:${type}`));

const POLICY = {
  name: "deny",
  namespace: "kube-system",
  spec: { podSelector: {}, policyTypes: ["Ingress"] },
};
const ROUTE = { name: "pods", node: "control-plane", to: { podsOf: "worker" }, via: "worker" };

describe("NetworkPolicies", () => {
  const enforced = { ...withNetworkPolicy(healthyStand(), POLICY), policyEngine: true };

  it("are applied as they are written", async () => {
    const [policy] = (await objects(enforced)).filter(({ kind }) => kind === "NetworkPolicy");
    expect(policy).toMatchObject({
      metadata: { name: "deny", namespace: "kube-system" },
      spec: { podSelector: {}, policyTypes: ["Ingress"] },
    });
  });

  it("are enforced by an engine behind a queue where the node image's own network does not", async () => {
    const drawn = await onOwnImage(enforced);
    const [rule] = named(drawn, "NodeRule");
    const [engine] = named(drawn, "DaemonSet");
    const queue = ((rule?.inputs.target ?? []) as string[])[2];
    expect(rule?.inputs).toMatchObject({ node: "all", chain: "FORWARD" });
    expect(rule?.inputs.target).toContain("--queue-bypass");
    expect(JSON.stringify(engine?.inputs)).toContain(`--queue=${queue}`);
    expect(engine?.dependsOn).toContain(rule?.name);
    expect(named(drawn, "ImageLoad").map(({ name }) => name)).toContain(
      "registry.k8s.io/networking/kube-network-policies:v1.1.1",
    );
  });

  it("need no engine on an official node image, unless its network is replaced, nor where nobody asks", async () => {
    expect(named(await rendered(enforced), "DaemonSet")).toEqual([]);
    expect(named(await onOwnImage(healthyStand()), "DaemonSet")).toEqual([]);
    const flannel: StandSpec = { ...enforced, cluster: { ...enforced.cluster, podNetwork: "flannel-vxlan" } };
    expect(named(await rendered(flannel), "DaemonSet").map(({ name }) => name)).toContain(
      "kube-network-policies",
    );
  });
});

describe("routes and units in nodes", () => {
  it("become resources that go with the cluster", async () => {
    const spec = { ...withNodeRoute(healthyStand(), ROUTE), nodeUnits: [refusingProxy()] };
    const drawn = await rendered(
      withNodeRoute(spec, { ...ROUTE, name: "none", to: "10.0.0.0/8", via: null }),
    );
    expect(named(drawn, "NodeRoute").map(({ inputs }) => [inputs.to, inputs.via])).toEqual([
      ["pods:worker", "worker"],
      ["10.0.0.0/8", ""],
    ]);
    const [proxy] = named(drawn, "NodeUnit");
    expect(proxy?.inputs.start).toBe("refusing-proxy.socket");
    expect(Object.keys(proxy?.inputs.files as object)).toContain("refusing-proxy.socket");
    expect(proxy?.deletedWith).toBeDefined();
  });
});

describe("an edit taken back", () => {
  const healthy = healthyStand();
  it.each([
    ["a route", withNodeRoute(healthy, ROUTE), (spec: StandSpec) => withoutNodeRoute(spec, "pods")],
    ["a flag", withApiServerArgs(healthy, { v: "2" }), (spec: StandSpec) => withoutApiServerArgs(spec, "v")],
  ])("leaves no trace: %s", (_, edited, back) => {
    expect(edited).not.toEqual(healthy);
    expect(back(edited)).toEqual(healthy);
  });

  it("replaces what has the same name", () => {
    const twice = withNodeRoute(withNodeRoute(healthy, ROUTE), { ...ROUTE, via: null });
    expect(twice.nodeRoutes).toEqual([{ ...ROUTE, via: null }]);
  });
});
