import { describe, expect, it } from "vitest";
import { changesBetween } from "../../../harness/stand/changes-between.ts";
import { rendered } from "../../../harness/stand/rendered.ts";
import { withDeployment, withService } from "../../../stacks/edits/metrics-server.ts";
import { withObject, withoutMetricsServerObject, withoutObject } from "../../../stacks/edits/objects.ts";
import { healthyStand } from "../../../stacks/healthy/kind.ts";
import { healthyVCluster } from "../../../stacks/healthy/vcluster.ts";
import type { Distribution, ObjectSpec } from "../../../stacks/spec.ts";
import { refuseUnsupportedParts } from "../../../stacks/unsupported-part.ts";
import { objects } from "./kubernetes-objects.ts";

const NAMESPACE: ObjectSpec = { apiVersion: "v1", kind: "Namespace", metadata: { name: "team" } };
const WEB: ObjectSpec = {
  apiVersion: "apps/v1",
  kind: "Deployment",
  metadata: { name: "web", namespace: "team" },
  spec: { replicas: 1 },
};
const HPA: ObjectSpec = {
  apiVersion: "autoscaling/v2",
  kind: "HorizontalPodAutoscaler",
  metadata: { name: "web", namespace: "team" },
};
const named = (name: string) => ({ kind: "Deployment", name, namespace: "team" });

describe("objects of a spec", () => {
  it("are resources of their own kind, called by namespace and name, after their namespace", async () => {
    const spec = [WEB, HPA, NAMESPACE].reduce(withObject, healthyStand());
    const drawn = (await rendered(spec)).filter(({ name }) => name.startsWith("team"));
    expect(drawn.map(({ type, name }) => `${type} ${name}`).toSorted()).toEqual([
      "kubernetes:apps/v1:Deployment team/web",
      "kubernetes:autoscaling/v2:HorizontalPodAutoscaler team/web",
      "kubernetes:core/v1:Namespace team",
    ]);
    const web = drawn.find(({ type }) => type.endsWith(":Deployment"));
    expect(web?.dependsOn).toContain("team");
    expect(web?.inputs).toMatchObject({ kind: "Deployment", spec: { replicas: 1 } });
  });

  it("are not waited for, unless they say so themselves", async () => {
    const key = "pulumi.com/skipAwait";
    const awaited = { ...NAMESPACE, metadata: { name: "team", annotations: { [key]: "false" } } };
    const annotations = async (object: ObjectSpec) =>
      (await rendered(withObject(healthyStand(), object))).find(({ name }) => name === "team")?.inputs
        .metadata;
    expect(await annotations(NAMESPACE)).toMatchObject({ annotations: { [key]: "true" } });
    expect(await annotations(awaited)).toMatchObject({ annotations: { [key]: "false" } });
  });

  it("have a diff each", async () => {
    const healthy = withObject(healthyStand(), WEB);
    expect(await changesBetween(healthyStand(), healthy)).toMatchObject([
      { resource: "Deployment", name: "team/web", op: "create" },
    ]);
    const more = withObject(healthy, { ...WEB, spec: { replicas: 2 } });
    expect(await changesBetween(healthy, more)).toMatchObject([
      { resource: "Deployment", name: "team/web", op: "update", paths: [{ path: "spec.replicas" }] },
    ]);
    expect(withoutObject(more, named("web"))).toEqual(healthyStand());
  });

  it("are in the host of a virtual cluster, once that is there", async () => {
    const drawn = await rendered(withObject(healthyVCluster("0.36.1"), WEB));
    expect(drawn.find(({ name }) => name === "team/web")?.dependsOn).toContain("virtual-cluster");
  });

  it.each<Distribution>(["k3d", "k0s"])("are on %s as well", async (distribution) => {
    const cluster = { distribution, version: "1.31.6", workers: 1 };
    const drawn = await rendered(withObject(healthyStand({ cluster }), WEB));
    expect(drawn.map(({ name }) => name)).toContain("team/web");
  });

  it("of a kind that nobody makes are refused before anything is created", () => {
    const spec = withObject(healthyStand(), { ...WEB, apiVersion: "example.com/v1", kind: "Widget" });
    expect(() => refuseUnsupportedParts(spec)).toThrow(
      "no stand makes example.com/v1/Widget (web); take a kind of provider/kubernetes/kinds.ts",
    );
  });

  it("that are not there cannot be removed", () => {
    expect(() => withoutObject(withObject(healthyStand(), WEB), named("api"))).toThrow("Deployment api");
  });
});

describe("metrics-server's manifest", () => {
  it("comes without what the spec leaves out", async () => {
    const without = withoutMetricsServerObject(
      healthyStand(),
      "RoleBinding/metrics-server-auth-reader",
      "ClusterRoleBinding/metrics-server:system:auth-delegator",
      "ClusterRole/system:aggregated-metrics-reader",
    );
    const changes = await changesBetween(healthyStand(), without);
    expect(changes.map(({ op, urn }) => `${op} ${urn}`).toSorted()).toEqual([
      "delete ClusterRole system:aggregated-metrics-reader",
      "delete ClusterRoleBinding metrics-server:system:auth-delegator",
      "delete RoleBinding metrics-server-auth-reader",
    ]);
  });

  it("takes what its Deployment asks of nodes and of a rollout", async () => {
    const toleration = { key: "node-role.kubernetes.io/control-plane", operator: "Exists" };
    const resources = { requests: { cpu: "10m" }, limits: { cpu: "20m" } };
    const spec = withDeployment(healthyStand(), {
      strategy: "RollingUpdate",
      maxUnavailable: 1,
      resources,
      tolerations: [toleration],
      priorityClassName: null,
    });
    const pods = (await objects(spec)).find(({ kind }) => kind === "Deployment") as {
      spec: { strategy: object; template: { spec: { containers: object[] } } };
    };
    expect(pods.spec.strategy).toEqual({ type: "RollingUpdate", rollingUpdate: { maxUnavailable: 1 } });
    expect(pods.spec.template.spec).toMatchObject({ tolerations: [toleration], containers: [{ resources }] });
    expect(pods.spec.template.spec).not.toHaveProperty("priorityClassName");
  });

  it.each([
    ["the version's where nothing is said", undefined, "https"],
    ["none where it says null", null, undefined],
    ["its own where it says one", "http", "http"],
  ])("has a Service whose appProtocol is %s", async (_, appProtocol, written) => {
    const healthy = healthyStand();
    const newer = { ...healthy, metricsServer: { ...healthy.metricsServer, version: "0.8.0" } };
    const spec = appProtocol === undefined ? newer : withService(newer, { appProtocol });
    const service = (await objects(spec)).find(({ kind }) => kind === "Service") as {
      spec: { ports: [{ appProtocol?: string }] };
    };
    expect(service.spec.ports[0].appProtocol ?? undefined).toBe(written);
  });
});
