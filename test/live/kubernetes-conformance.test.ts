import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { bothPlugins, pluginHome } from "./plugin-home.ts";
import { IMAGE, type ProgramCluster, programCluster } from "./program-cluster.ts";
import { type ProgramStack, programStack } from "./program-stack.ts";

let cluster: ProgramCluster;
beforeAll(async () => {
  cluster = await programCluster("conf");
});
afterAll(() => cluster?.discard());

/** Every behaviour stacks rely on, the same words for the released plugin and for what stands in for it. */
describe.each(await bothPlugins())("@pulumi/kubernetes by the plugin: $plugin", ({ plugin, missing }) => {
  const why = missing ? ` (skipped: ${missing})` : "";
  describe.skipIf(missing)(`a program's life${why}`, () => {
    const DEPLOYMENT = "kubernetes:apps/v1:Deployment";
    const namespace = `of-${plugin}`;
    const healthy = { app: "web", args: ["one", "two"], image: IMAGE, replicas: 1 };
    let spec = healthy;
    let stack: ProgramStack;

    const program = async () => {
      const provider = new k8s.Provider("k8s", {
        kubeconfig: pulumi.secret(readFileSync(cluster.kubeconfig, "utf8")),
        clusterIdentifier: cluster.name,
      });
      const space = new k8s.core.v1.Namespace("space", { metadata: { name: namespace } }, { provider });
      // Takes over what `kubectl scale` changes below.
      const annotations = { "pulumi.com/patchForce": "true" };
      const metadata = { name: "web", namespace: space.metadata.name, annotations };
      const labels = { app: spec.app };
      const container = { name: "pause", image: spec.image, command: ["/pause"], args: spec.args };
      const web = new k8s.apps.v1.Deployment(
        "web",
        {
          metadata,
          spec: {
            replicas: spec.replicas,
            selector: { matchLabels: labels },
            template: {
              metadata: { labels },
              spec: {
                terminationGracePeriodSeconds: 1,
                tolerations: [{ operator: "Exists" }],
                containers: [container],
              },
            },
          },
        },
        { provider, customTimeouts: { create: "60s", update: "15s" } },
      );
      const service = new k8s.core.v1.Service(
        "web",
        { metadata, spec: { selector: labels, ports: [{ port: 80 }] } },
        { provider, dependsOn: [web] },
      );
      const account = new k8s.core.v1.ServiceAccount(
        "account",
        { metadata: { ...metadata, name: "account" } },
        { provider },
      );
      new k8s.core.v1.ConfigMap(
        "settings",
        { metadata: { ...metadata, name: "settings" }, data: { key: "value" } },
        { provider },
      );
      return {
        uid: web.metadata.uid,
        available: web.status.availableReplicas,
        ip: service.spec.clusterIP,
        account: account.metadata.name,
      };
    };

    beforeAll(async () => {
      const pulumiHome = await pluginHome(cluster, plugin);
      stack = await programStack({ ...cluster, name: namespace, pulumiHome, program });
    });

    it("previews a creation without touching the cluster", async () => {
      const steps = await stack.preview();
      expect(steps.map((step) => step.op)).toEqual(Array(5).fill("create"));
      expect(cluster.kubectl("get", "namespaces", "-o", "name")).not.toContain(namespace);
    });

    it("creates, waits for the rollout and the endpoints, and fills in what only the cluster knows", async () => {
      const { outputs } = await stack.up();
      expect(outputs).toMatchObject({
        available: 1,
        ip: expect.stringMatching(/^10\./),
        account: "account",
      });
      expect(outputs.uid).toBe(
        cluster.kubectl("get", "deployment", "web", "-n", namespace, "-o", "jsonpath={.metadata.uid}"),
      );
      expect(
        cluster.kubectl(
          "get",
          "endpoints",
          "web",
          "-n",
          namespace,
          "-o",
          "jsonpath={.subsets[*].addresses[*].ip}",
        ),
      ).toMatch(/^\d/);
    });

    it("keeps the kubeconfig, which is a secret, out of the state", () => {
      const [, key = ""] = /client-key-data: (\S+)/.exec(readFileSync(cluster.kubeconfig, "utf8")) ?? [];
      expect(key.length).toBeGreaterThan(100);
      const files = readdirSync(stack.stateFolder, { recursive: true, encoding: "utf8" }).filter((file) =>
        file.endsWith(".json"),
      );
      expect(files.length).toBeGreaterThan(0);
      for (const file of files) {
        const text = readFileSync(join(stack.stateFolder, file), "utf8");
        expect(text).not.toContain(key.slice(0, 60));
      }
    });

    it("changes nothing where nothing changed", async () => {
      expect((await stack.up()).steps).toEqual([]);
    });

    it("names the exact argument that changes, and changes it in place", async () => {
      spec = { ...healthy, args: ["one", "three"] };
      const change = { op: "update", type: DEPLOYMENT, paths: ["spec.template.spec.containers[0].args[1]"] };
      expect(await stack.preview()).toEqual([change]);
      const uid = cluster.kubectl(
        "get",
        "deployment",
        "web",
        "-n",
        namespace,
        "-o",
        "jsonpath={.metadata.uid}",
      );
      expect((await stack.up()).outputs.uid).toBe(uid);
      expect(
        cluster.kubectl("get", "pods", "-n", namespace, "-o", "jsonpath={.items[*].spec.containers[0].args}"),
      ).toContain("three");
    });

    it("keeps what did not become ready and heals it", async () => {
      spec = { ...healthy, image: "registry.invalid/nothing:0" };
      await expect(stack.up()).rejects.toThrow(/web/);
      expect((await stack.preview()).map((step) => step.op)).toEqual(["update"]);
      spec = healthy;
      expect((await stack.up()).outputs.available).toBe(1);
    });

    it("finds what was changed behind its back, and repairs it", async () => {
      cluster.kubectl("scale", "deployment", "web", "-n", namespace, "--replicas=2");
      cluster.kubectl("delete", "service", "web", "-n", namespace);
      const found = (await stack.refresh()).map((step) => `${step.op} ${step.type}`).sort();
      expect(found).toEqual(["delete kubernetes:core/v1:Service", `update ${DEPLOYMENT}`]);
      const repaired = (await stack.up()).steps.map((step) => `${step.op} ${step.type}`).sort();
      expect(repaired).toEqual(["create kubernetes:core/v1:Service", `update ${DEPLOYMENT}`]);
      expect(
        cluster.kubectl("get", "deployment", "web", "-n", namespace, "-o", "jsonpath={.spec.replicas}"),
      ).toBe("1");
    });

    it("replaces what cannot change, the old one first as the name is fixed", async () => {
      spec = { ...healthy, app: "other" };
      const ops = (await stack.up()).steps.filter((step) => step.type === DEPLOYMENT);
      expect(ops.map((step) => step.op)).toEqual(["delete-replaced", "replace", "create-replacement"]);
      expect(ops[1]?.paths).toContain("spec.selector.matchLabels.app");
    });

    it("works while an aggregated API does not answer, and removes everything afterwards", async () => {
      cluster.kubectl("apply", "-f", writeApiService());
      try {
        spec = { ...spec, replicas: 0 };
        expect((await stack.up()).steps.map((step) => step.op)).toEqual(["update"]);
      } finally {
        cluster.kubectl("delete", "apiservice", "v1.broken.faultline.invalid");
      }
      const removed = await stack.destroy();
      expect(removed.map((step) => step.op)).toEqual(Array(5).fill("delete"));
      expect(cluster.kubectl("get", "namespaces", "-o", "name")).not.toContain(namespace);
    });
  });
});

/** An APIService whose Service does not exist: discovery of its group fails for everybody. */
function writeApiService(): string {
  const file = join(cluster.folder, "broken.json");
  const spec = {
    group: "broken.faultline.invalid",
    version: "v1",
    groupPriorityMinimum: 1000,
    versionPriority: 1000,
    insecureSkipTLSVerify: true,
    service: { name: "nothing", namespace: "default" },
  };
  const metadata = { name: "v1.broken.faultline.invalid" };
  writeFileSync(
    file,
    JSON.stringify({ apiVersion: "apiregistration.k8s.io/v1", kind: "APIService", metadata, spec }),
  );
  return file;
}
