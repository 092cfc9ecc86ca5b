import { afterAll, expect, it } from "vitest";
import { k3dClusterType } from "../../../../provider/faultline/k3d/k3d-cluster.ts";
import { tempFolder } from "../../../temp-folder.ts";
import { CALL, fakeNodes, type Reply, type Script } from "./fake-nodes.ts";

const scratch = tempFolder("k3d", afterAll);

const IMAGE = "registry.k8s.io/metrics-server/metrics-server:v0.7.2";
const INPUTS = {
  name: "fl",
  image: "docker.io/rancher/k3s:v1.31.6-k3s1",
  kubernetesVersion: "1.31.6",
  serverCount: 1,
  agents: 0,
  network: "fl-net",
  images: [IMAGE],
  serverArgs: ["--disable=metrics-server"],
  labels: { "faultline.run": "r" },
};
const KUBECONFIG = "clusters:\n  - cluster:\n      server: https://127.0.0.1:40123\n";

/** A machine whose engine has the image and whose nodes do not. */
function machine(create: Reply = "", nodes = ["k3d-fl-server-0\tserver\trunning"]) {
  let up = false;
  const script: Script = (command) => {
    if (command.startsWith("k3d cluster create")) {
      up = true;
      return create;
    }
    if (command.startsWith("k3d cluster delete")) up = false;
    if (command.startsWith("k3d kubeconfig get")) return KUBECONFIG;
    if (command.startsWith("docker ps")) return up ? nodes.join("\n") : "";
    return command.includes(".Mounts") ? "anonymous" : "";
  };
  return fakeNodes(scratch, script);
}

const create = (context: Parameters<typeof k3dClusterType>[0]) =>
  k3dClusterType(context).create({ ...CALL, inputs: INPUTS });

it("is in the ledger, image volume and tools container too, before k3d makes anything", async () => {
  const { context, journal } = machine();
  const { outputs } = await create(context);
  const made = journal.findIndex((line) => line.startsWith("k3d cluster create"));
  expect(journal.slice(0, made).filter((line) => /^ledger open (container|volume)/.test(line))).toEqual([
    "ledger open container k3d-fl-server-0",
    "ledger open container k3d-fl-tools",
    "ledger open volume k3d-fl-images",
  ]);
  expect(journal[made]).toMatch(/--network fl-net .*--no-lb --api-port 127\.0\.0\.1:random/);
  expect(outputs).toMatchObject({
    nodes: ["k3d-fl-server-0"],
    servers: [{ name: "k3d-fl-server-0", url: "https://127.0.0.1:40123" }],
    version: "1.31.6",
  });
});

it("puts into the nodes what they lack and the engine has", async () => {
  const { context, journal } = machine();
  await create(context);
  expect(journal.filter((line) => /^docker (save|cp|exec .* import)/.test(line))).toEqual([
    expect.stringMatching(new RegExp(`^docker save --output .*images.tar ${IMAGE}$`)),
    expect.stringMatching(/^docker cp .*images.tar k3d-fl-server-0:/),
    expect.stringMatching(/^docker exec k3d-fl-server-0 ctr -n k8s.io images import/),
  ]);
});

it("asks no containerd of a server without an agent, where there is none", async () => {
  const { context, journal } = machine("", [
    "k3d-fl-server-0\tserver\trunning",
    "k3d-fl-agent-0\tagent\trunning",
  ]);
  const serverArgs = ["--disable-agent", "--egress-selector-mode=pod"];
  await k3dClusterType(context).create({ ...CALL, inputs: { ...INPUTS, agents: 1, serverArgs } });
  const inNodes = journal.filter((line) => /^docker (exec|cp)/.test(line));
  expect(inNodes.length).toBeGreaterThan(0);
  expect(inNodes.filter((line) => line.includes("server-0"))).toEqual([]);
});

it("removes what a failed creation half made, volumes too, and then closes the ledger", async () => {
  const { context, journal } = machine({ exitCode: 1, stderr: "no such image" });
  await expect(create(context)).rejects.toThrow("no such image");
  const wanted = /^(k3d cluster delete|docker volume rm|ledger close (container|volume))/;
  expect(journal.filter((line) => wanted.test(line))).toEqual([
    "docker volume rm --force k3d-fl-images",
    "k3d cluster delete fl",
    "docker volume rm --force anonymous",
    "docker volume rm --force k3d-fl-images",
    "ledger close container k3d-fl-server-0",
    "ledger close container k3d-fl-tools",
    "ledger close volume k3d-fl-images",
  ]);
});
