import { readFileSync } from "node:fs";
import * as k8s from "@pulumi/kubernetes";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { attempt, type Ended } from "./attempt.ts";
import { bothPlugins, pluginHome } from "./plugin-home.ts";
import { IMAGE, type ProgramCluster, programCluster } from "./program-cluster.ts";
import { programStack } from "./program-stack.ts";

let cluster: ProgramCluster;
beforeAll(async () => {
  cluster = await programCluster("differ");
});
afterAll(() => cluster?.discard());

const UNREADY = "registry.invalid/nothing:0";

/** The table in docs/adr/0012, a row a test: where the released plugin and what stands in for it part, and where they were thought to. */
describe.each(await bothPlugins())("where plugins part: $plugin", ({ plugin, missing }) => {
  const why = missing ? ` (skipped: ${missing})` : "";
  describe.skipIf(missing)(`the same programs${why}`, () => {
    let pulumiHome: string;
    beforeAll(async () => {
      pulumiHome = await pluginHome(cluster, plugin);
      cluster.kubectl("create", "namespace", plugin);
    });
    const is = <T>(released: T, standIn: T): T => (plugin === "released" ? released : standIn);

    const stackOf = async (name: string, make: (provider: k8s.Provider) => unknown) => {
      const program = async () => {
        const kubeconfig = readFileSync(cluster.kubeconfig, "utf8");
        make(new k8s.Provider("k8s", { kubeconfig, clusterIdentifier: cluster.name }));
      };
      const stack = await programStack({ ...cluster, name: `${name}-${plugin}`, pulumiHome, program });
      return { up: () => attempt(stack.up), preview: () => attempt(stack.preview) };
    };
    const metadataOf = (name: string, annotations = {}) => ({ name, namespace: plugin, annotations });
    const deployment = (provider: k8s.Provider, name: string, replicas: number, container: object = {}) => {
      const labels = { app: name };
      const containers = [{ name: "pause", image: IMAGE, command: ["/pause"], ...container }];
      const template = { metadata: { labels }, spec: { tolerations: [{ operator: "Exists" }], containers } };
      const metadata = metadataOf(name, { "pulumi.com/timeoutSeconds": "15" });
      const spec = { replicas, selector: { matchLabels: labels }, template };
      return new k8s.apps.v1.Deployment(name, { metadata, spec }, { provider });
    };
    const updates: Ended = { failed: "", ops: ["update"], seconds: expect.any(Number) };
    const nothing: Ended = { ...updates, ops: [] };

    it("a Service that selects no pod", async () => {
      const spec = { selector: { app: "none" }, ports: [{ port: 80 }] };
      const stack = await stackOf("lonely", (provider) => {
        const more = { provider, customTimeouts: { create: "20s" } };
        return new k8s.core.v1.Service("lonely", { metadata: metadataOf("lonely"), spec }, more);
      });
      const { failed, seconds } = await stack.up();
      expect(failed).toMatch(is(/^$/, /not ready after 20 s/));
      expect(seconds).toBeGreaterThan(is(9, 19));
      expect(seconds).toBeLessThan(is(19, 40));
    });

    it("an object in a namespace that is not there", async () => {
      const stack = await stackOf("nowhere", (provider) => {
        const metadata = { name: "settings", namespace: "nowhere" };
        return new k8s.core.v1.ConfigMap("settings", { metadata, data: { a: "b" } }, { provider });
      });
      const { failed, seconds } = await stack.up();
      expect(failed).toMatch(/namespaces "nowhere" not found/);
      expect(seconds).toBeGreaterThan(is(60, 0));
      expect(seconds).toBeLessThan(is(90, 20));
    });

    it("a quantity, written another way", async () => {
      let cpu = "0.5";
      const stack = await stackOf("quantity", (provider) =>
        deployment(provider, "quantity", 0, { resources: { limits: { cpu } } }),
      );
      expect(await stack.up()).toMatchObject({ failed: "" });
      cpu = "500m";
      expect(await stack.preview()).toEqual(is(nothing, updates));
    });

    it("a field that kubectl patched, and then the program changes", async () => {
      let env = [{ name: "A", value: "1" }];
      const stack = await stackOf("patched", (provider) => deployment(provider, "patched", 0, { env }));
      expect(await stack.up()).toMatchObject({ failed: "" });
      const extra = [
        { name: "A", value: "2" },
        { name: "B", value: "3" },
      ];
      const patch = { spec: { template: { spec: { containers: [{ name: "pause", env: extra }] } } } };
      cluster.kubectl("patch", "deployment", "patched", "-n", plugin, "-p", JSON.stringify(patch));
      expect(await stack.preview()).toEqual(nothing);
      env = [{ name: "A", value: "4" }];
      const conflict = /conflict with "kubectl-patch"/;
      const previewed = await stack.preview();
      expect(previewed.failed).toMatch(is(conflict, /^$/));
      expect(previewed.ops).toEqual(is([], ["update"]));
      expect((await stack.up()).failed).toMatch(is(/^$/, conflict));
      const path = "jsonpath={.spec.template.spec.containers[0].env[*].value}";
      const left = cluster.kubectl("get", "deployment", "patched", "-n", plugin, "-o", path);
      expect(left).toBe(is("4", "2 3"));
    });

    it("replicas that kubectl scaled", async () => {
      const stack = await stackOf("scaled", (provider) => deployment(provider, "scaled", 0));
      expect(await stack.up()).toMatchObject({ failed: "" });
      cluster.kubectl("scale", "deployment", "scaled", "-n", plugin, "--replicas=1");
      expect(await stack.preview()).toEqual(nothing);
    });

    it("a Deployment that does not get ready", async () => {
      const stack = await stackOf("unready", (provider) =>
        deployment(provider, "unready", 1, { image: UNREADY }),
      );
      const { failed, seconds } = await stack.up();
      expect(failed).toMatch(is(/MinimumReplicasUnavailable|minimum availability/, /not ready after 15 s/));
      expect(failed).toMatch(/ErrImagePull|ImagePullBackOff/);
      expect(seconds).toBeGreaterThan(14);
      expect(seconds).toBeLessThan(40);
    });
  });
});
