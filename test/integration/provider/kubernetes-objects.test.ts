import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type Properties, UNKNOWN, type Value } from "../../../provider/protocol/values.ts";
import { type FakeApiServer, startFakeApiServer } from "./fake-api-server.ts";
import { initFailureIn, type PluginProcess, startPlugin } from "./plugin-process.ts";

const DEPLOYMENT = "kubernetes:apps/v1:Deployment";
const PATH = "/apis/apps/v1/namespaces/demo/deployments/web";
const READY = { observedGeneration: 1, replicas: 1, updatedReplicas: 1, availableReplicas: 1 };
const secret = (value: Value) => ({
  "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
  value,
});

const deployment = (spec: Properties = {}, annotations: Properties = {}): Properties => ({
  apiVersion: "apps/v1",
  kind: "Deployment",
  metadata: { name: "web", namespace: "demo", annotations },
  spec: { selector: { matchLabels: { app: "web" } }, ...spec },
});

/** The stand-in for the Kubernetes plugin, process and all, against a fake API server. */
describe("Kubernetes objects", () => {
  let api: FakeApiServer;
  let plugin: PluginProcess;
  // One process for all, as starting it costs more than all the tests; each test has an API server and a Configure of its own.
  beforeAll(async () => {
    plugin = await startPlugin("kubernetes");
  });
  afterAll(() => plugin.end("SIGKILL"));
  beforeEach(async () => {
    api = await startFakeApiServer();
    await plugin.configure({ kubeconfig: secret(api.kubeconfig) });
  });
  afterEach(() => api.close());

  it("are applied server-side under a field manager of their own, without discovery", async () => {
    api.onApply = (_, object) => ({ ...object, status: READY });
    const { id, outputs } = await plugin.create(DEPLOYMENT, "web", deployment());
    expect(id).toBe("demo/web");
    expect(outputs).toMatchObject({ metadata: { uid: expect.any(String) }, status: READY });
    expect(api.requests).toEqual([
      expect.stringMatching(
        /^PATCH .*\/web\?fieldManager=pulumi-kubernetes-[0-9a-f]{8}&force=false&fieldValidation=Strict$/,
      ),
    ]);
  });

  it("are waited for until their controller is done", async () => {
    const creating = plugin.create(DEPLOYMENT, "web", deployment());
    await expect.poll(() => api.requests.some((request) => request.includes("watch"))).toBe(true);
    api.put(PATH, { ...(api.objects.get(PATH) ?? {}), status: READY });
    expect((await creating).outputs.status).toEqual(READY);
  });

  it("are not waited for where an annotation says so", async () => {
    await plugin.create(DEPLOYMENT, "web", deployment({}, { "pulumi.com/skipAwait": "true" }));
    expect(api.requests).toHaveLength(1);
  });

  it("stay in the state when they do not become ready, with the reasons and their pods' words", async () => {
    api.put("/api/v1/namespaces/demo/pods/web-1", {
      metadata: { name: "web-1" },
      status: {
        containerStatuses: [
          { name: "c", state: { waiting: { reason: "ImagePullBackOff", message: "no such image" } } },
        ],
      },
    });
    const error = await plugin
      .create(DEPLOYMENT, "web", deployment(), { timeoutSeconds: 1 })
      .catch((thrown: unknown) => thrown);
    expect(initFailureIn(error)).toMatchObject({
      id: "demo/web",
      outputs: { metadata: { name: "web" } },
      reasons: [
        expect.stringContaining("not ready after 1 s"),
        expect.stringContaining("its controller has not seen the change"),
        expect.stringContaining("pod web-1, container c: ImagePullBackOff: no such image"),
      ],
    });
  });

  it("stay in the state when the user stops the wait", async () => {
    const creating = plugin.create(DEPLOYMENT, "web", deployment()).catch((thrown: unknown) => thrown);
    await expect.poll(() => api.requests.some((request) => request.includes("watch"))).toBe(true);
    await plugin.cancel();
    expect(initFailureIn(await creating)?.reasons[0]).toContain("cancelled");
  });

  it("are previewed without a request, with what the cluster fills in left unknown", async () => {
    const { outputs } = await plugin.create(DEPLOYMENT, "web", deployment(), { preview: true });
    expect(outputs).toMatchObject({ metadata: { name: "web", uid: UNKNOWN }, status: UNKNOWN });
    expect(api.requests).toEqual([]);
  });

  it("tell what changed to the argument, and what replaces them", async () => {
    const containers = (arg: string) =>
      deployment({ template: { spec: { containers: [{ name: "c", args: ["--a", arg] }] } } });
    expect(await plugin.diff(DEPLOYMENT, "web", containers("--b"), containers("--c"))).toEqual({
      detailed: { "spec.template.spec.containers[0].args[1]": "UPDATE" },
      replaces: [],
      deleteBeforeReplace: true,
    });
    const other = deployment({ selector: { matchLabels: { app: "other" } } });
    expect(await plugin.diff(DEPLOYMENT, "web", deployment(), other)).toEqual({
      detailed: { "spec.selector.matchLabels.app": "UPDATE_REPLACE" },
      replaces: ["spec.selector.matchLabels.app"],
      deleteBeforeReplace: true,
    });
  });

  it("come back from a refresh with drift, and not at all when they are gone", async () => {
    const inputs = deployment({ replicas: 1 });
    api.onApply = (_, object) => ({ ...object, status: READY });
    const { outputs } = await plugin.create(DEPLOYMENT, "web", inputs);
    expect((await plugin.read(DEPLOYMENT, "demo/web", { inputs, outputs })).inputs).toEqual(inputs);
    const status = { ...READY, replicas: 3, updatedReplicas: 3, availableReplicas: 3 };
    api.put(PATH, { ...outputs, status, spec: { ...(outputs.spec as Properties), replicas: 3 } });
    expect((await plugin.read(DEPLOYMENT, "demo/web", { inputs, outputs })).inputs).toEqual(
      deployment({ replicas: 3 }),
    );
    api.finish(PATH);
    expect((await plugin.read(DEPLOYMENT, "demo/web", { inputs, outputs })).id).toBe("");
  });

  it("say who owns a field and how to take it over", async () => {
    api.conflicts = true;
    await expect(plugin.create(DEPLOYMENT, "web", deployment())).rejects.toMatchObject({
      details: expect.stringMatching(/conflict with "kubectl"[\s\S]*pulumi\.com\/patchForce/),
    });
    const forced = deployment({}, { "pulumi.com/patchForce": "true", "pulumi.com/skipAwait": "true" });
    expect(await plugin.create(DEPLOYMENT, "web", forced)).toMatchObject({ id: "demo/web" });
  });

  it("are deleted when they are gone, not when they are marked", async () => {
    const inputs = { apiVersion: "v1", kind: "Namespace", metadata: { name: "demo" } };
    const { outputs } = await plugin.create("kubernetes:core/v1:Namespace", "demo", inputs);
    api.holdDeletions = true;
    let done = false;
    const deleting = plugin.delete("kubernetes:core/v1:Namespace", "demo", { inputs, outputs }).then(() => {
      done = true;
    });
    await expect.poll(() => api.requests.some((request) => request.includes("watch"))).toBe(true);
    // A namespace changes a few times on its way out: each is an event, and none but the last is the end.
    api.put("/api/v1/namespaces/demo", { ...outputs, status: { phase: "Terminating" } });
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(done).toBe(false);
    api.finish("/api/v1/namespaces/demo");
    await deleting;
    // Deleting what is not there is done already.
    await plugin.delete("kubernetes:core/v1:Namespace", "demo", { inputs, outputs });
  });

  it("are made anew where one of that name is still going: what is applied to that goes with it", async () => {
    const going = deployment();
    const metadata = {
      ...(going.metadata as Properties),
      uid: "old",
      deletionTimestamp: "2026-11-28T10:00:00Z",
    };
    api.put(PATH, { ...going, metadata });
    const creating = plugin.create(DEPLOYMENT, "web", deployment({}, { "pulumi.com/skipAwait": "true" }));
    await expect.poll(() => api.requests.some((request) => request.includes("watch"))).toBe(true);
    api.finish(PATH);
    const { outputs } = await creating;
    expect(outputs.metadata).not.toHaveProperty("deletionTimestamp");
    expect(api.objects.get(PATH)?.metadata).not.toMatchObject({ uid: "old" });
    expect(api.requests.filter((request) => request.startsWith("PATCH"))).toHaveLength(2);
  });

  it("are seen to go although the version they are watched from is too old", async () => {
    const inputs = { apiVersion: "v1", kind: "Namespace", metadata: { name: "demo" } };
    const { outputs } = await plugin.create("kubernetes:core/v1:Namespace", "demo", inputs);
    api.holdDeletions = true;
    api.compacts = true;
    const deleting = plugin.delete("kubernetes:core/v1:Namespace", "demo", { inputs, outputs });
    await expect.poll(() => api.requests.some((request) => request.includes("watch"))).toBe(true);
    api.finish("/api/v1/namespaces/demo");
    await deleting;
  });

  it("of a cluster that does not answer are an error, or gone where the provider says so", async () => {
    const inputs = deployment();
    const kubeconfig = api.kubeconfig.replace(/127\.0\.0\.1:\d+/, "127.0.0.1:1");
    await plugin.configure({ kubeconfig });
    await expect(plugin.delete(DEPLOYMENT, "demo/web", { inputs, outputs: inputs })).rejects.toMatchObject({
      details: expect.stringContaining("deleteUnreachable"),
    });
    await plugin.configure({ kubeconfig, deleteUnreachable: "true" });
    // Side by side: each waits 14 s for a server that may be starting.
    const [read] = await Promise.all([
      plugin.read(DEPLOYMENT, "demo/web", { inputs, outputs: inputs }),
      plugin.delete(DEPLOYMENT, "demo/web", { inputs, outputs: inputs }),
    ]);
    expect(read.id).toBe("");
  });
});
