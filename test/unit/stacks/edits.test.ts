import { describe, expect, it } from "vitest";
import { withKubelet } from "../../../stacks/edits/cluster.ts";
import * as edits from "../../../stacks/edits/metrics-server.ts";
import { healthyStand } from "../../../stacks/healthy/kind.ts";
import type { StandSpec } from "../../../stacks/spec.ts";

const rule = {
  name: "r",
  node: "all",
  table: "filter",
  chain: "INPUT",
  match: ["-p", "tcp"],
  target: ["DROP"],
} as const;

const EVERY_EDIT: Record<string, (spec: StandSpec) => StandSpec> = {
  withDeployment: (spec) => edits.withDeployment(spec, { hostNetwork: true }),
  withArgs: (spec) => edits.withArgs(spec, { "metric-resolution": "30s", v: "2" }),
  withoutArg: (spec) => edits.withoutArg(spec, "kubelet-insecure-tls"),
  withSecurePort: (spec) => edits.withSecurePort(spec, 4443),
  withReadiness: (spec) => edits.withReadiness(spec, { initialDelaySeconds: 0 }),
  withLiveness: (spec) => edits.withLiveness(spec, { failureThreshold: 1 }),
  restart: (spec) => edits.restart(spec, "1"),
  withoutDeployment: (spec) => edits.withoutDeployment(spec),
  withoutResource: (spec) => edits.withoutResource(spec, "nodes/metrics"),
  withService: (spec) => edits.withService(spec, { targetPort: 9999 }),
  withApiService: (spec) => edits.withApiService(spec, { serviceName: "elsewhere" }),
  withDns: (spec) => edits.withDns(spec, { unknownNames: "nxdomain" }),
  withNodeRule: (spec) => edits.withNodeRule(spec, rule),
  withKubelet: (spec) => withKubelet(spec, { authentication: { webhook: { enabled: false } } }),
};

function frozen<T>(value: T): T {
  if (typeof value === "object" && value !== null) for (const part of Object.values(value)) frozen(part);
  return Object.freeze(value);
}

describe("edits of a spec", () => {
  it.each(Object.entries(EVERY_EDIT))("%s changes a copy and gives the same answer twice", (_name, edit) => {
    const before = frozen(healthyStand());
    const after = edit(before);
    expect(after).not.toEqual(before);
    expect(edit(before)).toEqual(after);
    expect(before).toEqual(healthyStand());
  });

  it("keeps the place of a flag that is set again and appends a new one", () => {
    const { deployment } = edits.withArgs(healthyStand(), { v: "2", "secure-port": "4443" }).metricsServer;
    expect(Object.keys(deployment?.args ?? {})).toEqual([
      "cert-dir",
      "secure-port",
      "kubelet-preferred-address-types",
      "kubelet-use-node-status-port",
      "metric-resolution",
      "kubelet-insecure-tls",
      "v",
    ]);
  });

  it("drops a rule that has no resource left", () => {
    expect(edits.withoutResource(healthyStand(), "nodes/metrics").metricsServer.clusterRole).toEqual([
      { apiGroups: [""], resources: ["pods", "nodes"], verbs: ["get", "list", "watch"] },
    ]);
  });

  it("merges kubelet configuration below the top level", () => {
    const once = withKubelet(healthyStand(), { authentication: { webhook: { enabled: false } } });
    const twice = withKubelet(once, { authentication: { anonymous: { enabled: false } } });
    expect(twice.cluster.kubelet).toEqual({
      authentication: { webhook: { enabled: false }, anonymous: { enabled: false } },
    });
  });

  it("replaces a node rule of the same name where it stands and removes it by name", () => {
    const two = edits.withNodeRule(edits.withNodeRule(healthyStand(), rule), { ...rule, name: "s" });
    const changed = edits.withNodeRule(two, { ...rule, target: ["ACCEPT"] });
    expect(changed.nodeRules.map(({ name, target }) => [name, ...target])).toEqual([
      ["r", "ACCEPT"],
      ["s", "DROP"],
    ]);
    expect(edits.withoutNodeRule(changed, "r").nodeRules.map(({ name }) => name)).toEqual(["s"]);
  });

  it("says which part an edit misses", () => {
    const gone = edits.withoutDeployment(edits.withService(healthyStand(), null));
    expect(() => edits.withArgs(gone, { v: "2" })).toThrow(/metricsServer\.deployment, which is null/);
    expect(() => edits.withService(gone, { port: 1 })).toThrow(/metricsServer\.service, which is null/);
  });
});
