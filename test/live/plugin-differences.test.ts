import { readFileSync } from "node:fs";
import * as k8s from "@pulumi/kubernetes";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { bothPlugins, pluginHome } from "./plugin-home.ts";
import { IMAGE, type ProgramCluster, programCluster } from "./program-cluster.ts";
import { type ProgramStack, programStack } from "./program-stack.ts";

let cluster: ProgramCluster;
beforeAll(async () => {
  cluster = await programCluster("differ");
});
afterAll(() => cluster?.discard());

interface Attempt {
  readonly error: string;
  readonly seconds: number;
  readonly ops: readonly string[];
}

/** What became of one operation, and how long it took. */
async function attempt(run: () => Promise<unknown>): Promise<Attempt> {
  const from = performance.now();
  const ended = (error: string, ops: readonly string[] = []) => {
    const result = { error, ops, seconds: (performance.now() - from) / 1000 };
    console.log(JSON.stringify(result).slice(0, 6000));
    return result;
  };
  try {
    const told = (await run()) as { steps?: readonly { op: string; paths: readonly string[] }[] } & readonly {
      op: string;
      paths: readonly string[];
    }[];
    return ended(
      "",
      (told.steps ?? told).map((step) => `${step.op} ${step.paths.join(",")}`),
    );
  } catch (error) {
    return ended(String(error));
  }
}

describe.each(await bothPlugins())("$plugin", ({ plugin, missing }) => {
  describe.skipIf(missing)(`where plugins part`, () => {
    let pulumiHome: string;
    beforeAll(async () => {
      pulumiHome = await pluginHome(cluster, plugin);
      cluster.kubectl("create", "namespace", plugin);
    });

    const stackOf = (name: string, make: (provider: k8s.Provider) => unknown): Promise<ProgramStack> =>
      programStack({
        ...cluster,
        name: `${name}-${plugin}`,
        pulumiHome,
        program: async () => {
          const kubeconfig = readFileSync(cluster.kubeconfig, "utf8");
          make(new k8s.Provider("k8s", { kubeconfig, clusterIdentifier: cluster.name }));
        },
      });
    const deployment = (
      provider: k8s.Provider,
      name: string,
      spec: { replicas: number; container?: object; annotations?: Record<string, string> },
      more: object = {},
    ) => {
      const labels = { app: name };
      return new k8s.apps.v1.Deployment(
        name,
        {
          metadata: { name, namespace: plugin, annotations: spec.annotations ?? {} },
          spec: {
            replicas: spec.replicas,
            selector: { matchLabels: labels },
            template: {
              metadata: { labels },
              spec: {
                terminationGracePeriodSeconds: 1,
                tolerations: [{ operator: "Exists" }],
                containers: [{ name: "pause", image: IMAGE, command: ["/pause"], ...spec.container }],
              },
            },
          },
        },
        { provider, ...more },
      );
    };

    it("a Service that selects no pod", async () => {
      const stack = await stackOf(
        "service",
        (provider) =>
          new k8s.core.v1.Service(
            "lonely",
            {
              metadata: { name: "lonely", namespace: plugin },
              spec: { selector: { app: "none" }, ports: [{ port: 80 }] },
            },
            { provider, customTimeouts: { create: "20s" } },
          ),
      );
      const up = await attempt(() => stack.up());
      const again = await attempt(() => stack.up());
      expect([up, again]).toBeDefined();
    });

    it("an object in a namespace that is not there", async () => {
      const stack = await stackOf(
        "nowhere",
        (provider) =>
          new k8s.core.v1.ConfigMap(
            "settings",
            { metadata: { name: "settings", namespace: "nowhere" }, data: { a: "b" } },
            { provider },
          ),
      );
      await attempt(() => stack.up());
    });

    it("a quantity, written another way", async () => {
      let cpu = "0.5";
      const stack = await stackOf("quantity", (provider) =>
        deployment(provider, "quantity", { replicas: 0, container: { resources: { limits: { cpu } } } }),
      );
      await attempt(() => stack.up());
      cpu = "500m";
      await attempt(() => stack.preview());
      await attempt(() => stack.up());
    });

    it("a field that kubectl patched", async () => {
      let env = [{ name: "A", value: "1" }];
      const stack = await stackOf("patched", (provider) =>
        deployment(provider, "patched", { replicas: 0, container: { env } }),
      );
      await attempt(() => stack.up());
      cluster.kubectl(
        "patch",
        "deployment",
        "patched",
        "-n",
        plugin,
        "-p",
        JSON.stringify({
          spec: {
            template: {
              spec: {
                containers: [
                  {
                    name: "pause",
                    env: [
                      { name: "A", value: "2" },
                      { name: "B", value: "3" },
                    ],
                  },
                ],
              },
            },
          },
        }),
      );
      await attempt(() => stack.preview());
      await attempt(() => stack.up());
      env = [{ name: "A", value: "4" }];
      await attempt(() => stack.preview());
      await attempt(() => stack.up());
      console.log(
        cluster.kubectl(
          "get",
          "deployment",
          "patched",
          "-n",
          plugin,
          "-o",
          "jsonpath={.spec.template.spec.containers[0].env}",
        ),
      );
    });

    it("replicas that kubectl scaled", async () => {
      const stack = await stackOf("scaled", (provider) => deployment(provider, "scaled", { replicas: 0 }));
      await attempt(() => stack.up());
      cluster.kubectl("scale", "deployment", "scaled", "-n", plugin, "--replicas=1");
      await attempt(() => stack.preview());
      await attempt(() => stack.up());
    });

    it("an APIService without its Service", async () => {
      const group = `${plugin}.faultline.invalid`;
      const stack = await stackOf(
        "apiservice",
        (provider) =>
          new k8s.apiregistration.v1.APIService(
            "broken",
            {
              metadata: { name: `v1.${group}` },
              spec: {
                group,
                version: "v1",
                groupPriorityMinimum: 1000,
                versionPriority: 1000,
                insecureSkipTLSVerify: true,
                service: { name: "nothing", namespace: plugin },
              },
            },
            { provider },
          ),
      );
      await attempt(() => stack.up());
      await attempt(() => stack.destroy());
    });

    it("a ConfigMap whose data changes", async () => {
      let value = "a";
      const stack = await stackOf(
        "config",
        (provider) =>
          new k8s.core.v1.ConfigMap(
            "config",
            { metadata: { name: "config", namespace: plugin }, data: { value } },
            { provider },
          ),
      );
      await attempt(() => stack.up());
      value = "b";
      await attempt(() => stack.preview());
      await attempt(() => stack.up());
    });

    it("a Deployment that does not get ready", async () => {
      const stack = await stackOf("unready", (provider) =>
        deployment(provider, "unready", {
          replicas: 1,
          container: { image: "registry.invalid/nothing:0" },
          annotations: { "pulumi.com/timeoutSeconds": "15" },
        }),
      );
      await attempt(() => stack.up());
      await attempt(() => stack.preview());
    });

    it("a DaemonSet that does not get ready", async () => {
      const labels = { app: "daemon" };
      const stack = await stackOf(
        "daemon",
        (provider) =>
          new k8s.apps.v1.DaemonSet(
            "daemon",
            {
              metadata: { name: "daemon", namespace: plugin },
              spec: {
                selector: { matchLabels: labels },
                template: {
                  metadata: { labels },
                  spec: {
                    tolerations: [{ operator: "Exists" }],
                    containers: [{ name: "x", image: "registry.invalid/nothing:0" }],
                  },
                },
              },
            },
            { provider, customTimeouts: { create: "15s" } },
          ),
      );
      await attempt(() => stack.up());
    });

    it("a field that does not exist", async () => {
      const stack = await stackOf("unknown", (provider) =>
        deployment(provider, "unknown", { replicas: 0, container: { nonsense: "x" } }),
      );
      await attempt(() => stack.preview());
      await attempt(() => stack.up());
    });

    it("an object that is there already", async () => {
      cluster.kubectl("create", "configmap", "there", "-n", plugin, "--from-literal=a=b");
      const stack = await stackOf(
        "there",
        (provider) =>
          new k8s.core.v1.ConfigMap(
            "there",
            { metadata: { name: "there", namespace: plugin }, data: { a: "c" } },
            { provider },
          ),
      );
      await attempt(() => stack.preview());
      await attempt(() => stack.up());
    });

    it("one small Deployment, for the time it takes", async () => {
      const stack = await stackOf("small", (provider) => deployment(provider, "small", { replicas: 1 }));
      for (let round = 0; round < 3; round++) {
        await attempt(() => stack.preview());
        await attempt(() => stack.up());
        await attempt(() => stack.preview());
        await attempt(() => stack.up());
        await attempt(() => stack.destroy());
      }
    });
  });
});
