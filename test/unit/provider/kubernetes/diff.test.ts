import { describe, expect, it } from "vitest";
import { diffObject } from "../../../../provider/kubernetes/object/inputs.ts";
import { diffProvider } from "../../../../provider/kubernetes/plugin.ts";
import { formatPath } from "../../../../provider/protocol/path.ts";
import { type Properties, UNKNOWN } from "../../../../provider/protocol/values.ts";

function diff(oldInputs: Properties, inputs: Properties) {
  const signal = new AbortController().signal;
  const found = diffObject({ urn: "", name: "", type: "", id: "", signal, outputs: {}, oldInputs, inputs });
  return {
    replaces: found.changes.filter((change) => change.replace).map((change) => formatPath(change.path)),
    deleteBeforeReplace: found.deleteBeforeReplace,
    all: found.changes.map((change) => formatPath(change.path)),
  };
}
const object = (
  apiVersion: string,
  kind: string,
  rest: Properties,
  metadata: Properties = { name: "x" },
): Properties => ({
  apiVersion,
  kind,
  metadata,
  ...rest,
});

describe("what cannot change in place", () => {
  it.each([
    ["apps/v1", "Deployment", "spec", "selector", "spec.selector"],
    ["v1", "Service", "spec", "clusterIP", "spec.clusterIP"],
    ["rbac.authorization.k8s.io/v1", "ClusterRoleBinding", "roleRef", "name", "roleRef.name"],
    ["v1", "ConfigMap", "data", "key", "data.key"],
  ])("%s %s: %s.%s", (apiVersion, kind, parent, field, path) => {
    const make = (value: string) => object(apiVersion, kind, { [parent]: { [field]: value } });
    expect(diff(make("a"), make("b")).replaces).toEqual([path]);
  });

  it("a Deployment's replicas and a ClusterRole's rules do change in place", () => {
    expect(
      diff(
        object("apps/v1", "Deployment", { spec: { replicas: 1 } }),
        object("apps/v1", "Deployment", { spec: { replicas: 2 } }),
      ),
    ).toMatchObject({ replaces: [], all: ["spec.replicas"] });
    const role = (verb: string) =>
      object("rbac.authorization.k8s.io/v1", "ClusterRole", { rules: [{ verbs: [verb] }] });
    expect(diff(role("get"), role("list"))).toMatchObject({ replaces: [], all: ["rules[0].verbs[0]"] });
  });

  it("a fixed name goes first", () => {
    const make = (app: string) => object("apps/v1", "Deployment", { spec: { selector: { app } } });
    expect(diff(make("a"), make("b")).deleteBeforeReplace).toBe(true);
  });

  it("another name or namespace is another object", () => {
    const renamed = diff(object("v1", "Service", {}), object("v1", "Service", {}, { name: "y" }));
    expect(renamed).toMatchObject({ replaces: ["metadata.name"], deleteBeforeReplace: false });
  });
});

describe("another provider configuration", () => {
  const kubeconfig = (server: string, token: string) =>
    JSON.stringify({
      "current-context": "c",
      contexts: [{ name: "c", context: { cluster: "k", user: "u" } }],
      clusters: [{ name: "k", cluster: { server } }],
      users: [{ name: "u", user: { token } }],
    });
  const replaces = (before: Properties, after: Properties) =>
    diffProvider(before, after).filter((change) => change.replace).length > 0;

  it("replaces everything when it leads to another cluster, or may do so", () => {
    const before = { kubeconfig: kubeconfig("https://a:1", "t") };
    expect(replaces(before, { kubeconfig: kubeconfig("https://b:1", "t") })).toBe(true);
    expect(replaces(before, { kubeconfig: UNKNOWN })).toBe(true);
  });

  it("goes by the cluster's identifier where the user gave one", () => {
    const before = { kubeconfig: kubeconfig("https://a:1", "t"), clusterIdentifier: "one" };
    expect(replaces(before, { ...before, kubeconfig: kubeconfig("https://b:1", "t") })).toBe(false);
    expect(replaces(before, { ...before, kubeconfig: UNKNOWN })).toBe(false);
    expect(replaces(before, { ...before, clusterIdentifier: "two" })).toBe(true);
  });

  it("does not for new credentials or other settings", () => {
    const before = { kubeconfig: kubeconfig("https://a:1", "t") };
    expect(replaces(before, { kubeconfig: kubeconfig("https://a:1", "new") })).toBe(false);
    expect(replaces(before, { ...before, namespace: "x" })).toBe(false);
  });
});
