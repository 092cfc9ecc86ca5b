import { describe, expect, it } from "vitest";
import { imageLoadType } from "../../../../provider/faultline/image-load.ts";
import { conntrackFilter, nodeRuleType } from "../../../../provider/faultline/node-rule.ts";
import { CALL, fakeNodes, type Script } from "./fake-nodes.ts";

const TWO_NODES =
  "fl-control-plane\tcontrol-plane\trunning\nfl-worker\tworker\trunning\nfl-external-load-balancer\texternal-load-balancer\trunning";
const withNodes =
  (script: Script): Script =>
  (command, options) =>
    command.startsWith("docker ps") ? TWO_NODES : script(command, options);

describe("an iptables rule in a node", () => {
  const RULE = {
    cluster: "fl",
    node: "all",
    table: "filter",
    chain: "INPUT",
    match: ["-p", "tcp", "--dport", "10250"],
    target: ["DROP"],
    comment: "blocked",
    flush: false,
  };
  const SPEC = "-p tcp --dport 10250 -m comment --comment blocked -j DROP";

  it("goes into every Kubernetes node, identified by its comment", async () => {
    const { context, journal } = fakeNodes(
      "",
      withNodes(() => ""),
    );
    const { outputs } = await nodeRuleType(context).create({ ...CALL, inputs: RULE });
    expect(outputs.nodes).toEqual(["fl-control-plane", "fl-worker"]);
    const inserted = journal.filter((line) => line.includes("-I"));
    expect(inserted.map((line) => line.split(" ")[2])).toEqual(["fl-control-plane", "fl-worker"]);
    expect(inserted[0]).toContain(`sh filter INPUT ${SPEC}`);
    expect(journal.some((line) => line.includes("conntrack -D"))).toBe(false);
  });

  it("goes into k0s' controller and workers as well, which faultline labels itself", async () => {
    const { context } = fakeNodes("", (command) =>
      command.includes("label=faultline.k0s=fl")
        ? "fl-worker\tfl\trunning\nfl-control-plane\tfl\trunning"
        : "",
    );
    const { outputs } = await nodeRuleType(context).create({ ...CALL, inputs: RULE });
    expect(outputs.nodes).toEqual(["fl-control-plane", "fl-worker"]);
  });

  it("ends established flows when asked, and finds none to end no failure", async () => {
    const none = { exitCode: 1, stderr: "conntrack v1.4.8: 0 flow entries have been deleted." };
    const { context, journal } = fakeNodes("", (command) => (command.includes("conntrack -D") ? none : ""));
    await nodeRuleType(context).create({ ...CALL, inputs: { ...RULE, node: "worker", flush: true } });
    expect(journal).toContain("docker exec fl-worker conntrack -D -p tcp --dport 10250");
  });

  it("is gone when a node lacks it or is gone itself, and unknown when nothing can be said", async () => {
    const read = (stderr: string) => {
      const { context } = fakeNodes("", () => ({ exitCode: 1, stderr }));
      return nodeRuleType(context).read({
        ...CALL,
        id: "fl/blocked",
        inputs: RULE,
        outputs: { nodes: ["fl-worker"] },
      });
    };
    expect(await read("iptables: Bad rule (does a matching rule exist in that chain?).")).toBeNull();
    expect(await read("Error response from daemon: No such container: fl-worker")).toBeNull();
    await expect(read("Cannot connect to the Docker daemon")).rejects.toThrow(
      /cannot look at the rules of node fl-worker/,
    );
  });

  it("can be removed from a node that vanished", async () => {
    const { context, journal } = fakeNodes("", () => ({
      exitCode: 1,
      stderr: "No such container: fl-worker",
    }));
    await nodeRuleType(context).delete({ ...CALL, id: "x", inputs: RULE, outputs: { nodes: ["fl-worker"] } });
    expect(journal).toEqual([`docker exec fl-worker iptables -w -t filter -D INPUT ${SPEC}`]);
  });

  it("is replaced by any change, the old one first", async () => {
    const { context } = fakeNodes("", () => "");
    const diff = await nodeRuleType(context).diff({
      ...CALL,
      id: "x",
      outputs: {},
      oldInputs: RULE,
      inputs: { ...RULE, target: ["REJECT"] },
    });
    expect(diff).toEqual({
      changes: [{ path: ["target", 0], kind: "update", replace: true }],
      deleteBeforeReplace: true,
    });
  });
});

it.each([
  [
    ["-p", "tcp", "--dport", "10250"],
    ["-p", "tcp", "--dport", "10250"],
  ],
  [
    ["--protocol", "udp", "-i", "eth0", "--destination", "10.0.0.1"],
    ["-p", "udp", "-d", "10.0.0.1"],
  ],
  [
    ["-p", "tcp", "!", "-s", "10.0.0.0/8"],
    ["-p", "tcp"],
  ],
  [["-m", "conntrack", "--ctstate", "NEW"], []],
])("the flows of %j are %j", (match, flows) => {
  expect(conntrackFilter(match)).toEqual(flows);
});

describe("an image in the nodes", () => {
  const IMAGE = "registry.k8s.io/pause:3.10";
  const inputs = { cluster: "fl", image: IMAGE, nodes: [] };

  it("is not loaded where the node image brought it", async () => {
    const { context, journal } = fakeNodes(
      "",
      withNodes((command) => (command.includes("images ls") ? IMAGE : "")),
    );
    const { outputs } = await imageLoadType(context).create({ ...CALL, inputs });
    expect(outputs.loadedInto).toEqual([]);
    expect(journal.some((line) => line.startsWith("kind load"))).toBe(false);
  });

  it("is loaded into the nodes that lack it, and looked for afterwards", async () => {
    let loaded = false;
    const script = withNodes((command) => {
      if (command.startsWith("kind load")) loaded = true;
      return command.includes("images ls") && (loaded || command.includes("control-plane")) ? IMAGE : "";
    });
    const { context, journal } = fakeNodes("", script);
    const { outputs } = await imageLoadType(context).create({ ...CALL, inputs });
    expect(outputs.loadedInto).toEqual(["fl-worker"]);
    expect(journal).toContain(`kind load docker-image ${IMAGE} --name fl --nodes fl-worker`);
  });

  it("that nobody has is told with what to do", async () => {
    const script = withNodes((command) =>
      command.includes("image inspect") ? { exitCode: 1, stderr: "No such image" } : "",
    );
    const creating = imageLoadType(fakeNodes("", script).context).create({ ...CALL, inputs });
    await expect(creating).rejects.toThrow(/faultline toolchain build/);
  });
});
