import { describe, expect, it } from "vitest";
import { nodeRouteType } from "../../../../provider/faultline/node-route.ts";
import { nodeUnitType } from "../../../../provider/faultline/node-unit.ts";
import { UNKNOWN } from "../../../../provider/protocol/values.ts";
import { CALL, fakeNodes, type Script } from "./fake-nodes.ts";

const TWO_NODES = "fl-control-plane\tcontrol-plane\trunning\nfl-worker\tworker\trunning";
const CHECK = { ...CALL, oldInputs: null, randomSeed: new Uint8Array(), autonaming: null };

/** A cluster of one server and one worker. */
const cluster =
  (script: Script = () => ""): Script =>
  (command, options) => {
    if (command.startsWith("docker ps")) return TWO_NODES;
    if (command.startsWith("docker inspect")) return "172.20.0.3 ";
    if (command.includes(".spec.podCIDR")) return "10.244.1.0/24";
    return script(command, options);
  };

describe("a route in a node", () => {
  const ROUTE = { cluster: "fl", node: "control-plane", to: "pods:worker", via: "worker", name: "pods" };
  const MADE = { nodes: ["fl-control-plane"], destination: "10.244.1.0/24", gateway: "172.20.0.3" };

  it("leads to another node's pods by that node's address, in a table that is asked before main", async () => {
    const { context, journal } = fakeNodes("", cluster());
    const { outputs } = await nodeRouteType(context).create({ ...CALL, inputs: ROUTE });
    expect(outputs).toMatchObject(MADE);
    const [added = ""] = journal.filter((line) => line.includes("ip route replace"));
    expect(added).toMatch(
      /^docker exec fl-control-plane sh -c (.|\n)* sh 10\.244\.1\.0\/24 via 172\.20\.0\.3$/,
    );
    expect(added).toMatch(/ip rule add pref (\d+) lookup \1/);
  });

  it("without a gateway makes a network unreachable, on every node if asked", async () => {
    const { context, journal } = fakeNodes("", cluster());
    const inputs = { ...ROUTE, node: "all", to: "10.244.0.0/16", via: "" };
    const { outputs } = await nodeRouteType(context).create({ ...CALL, inputs });
    expect(outputs).toMatchObject({ nodes: ["fl-control-plane", "fl-worker"], gateway: "" });
    expect(journal.filter((line) => line.endsWith("sh unreachable 10.244.0.0/16"))).toHaveLength(2);
  });

  it("is found where the node lists it, gone where it does not, and unknown when nothing can be said", async () => {
    const read = (reply: ReturnType<Script>) =>
      nodeRouteType(fakeNodes("", () => reply).context).read({
        ...CALL,
        id: "fl/pods",
        inputs: ROUTE,
        outputs: MADE,
      });
    expect(await read("10.244.1.0/24 via 172.20.0.3 dev eth0")).toMatchObject({ id: "fl/pods" });
    expect(await read("")).toBeNull();
    expect(await read({ exitCode: 2, stderr: "Error: ipv4: FIB table does not exist." })).toBeNull();
    expect(await read({ exitCode: 1, stderr: "No such container: fl-control-plane" })).toBeNull();
    await expect(read({ exitCode: 1, stderr: "Cannot connect to the Docker daemon" })).rejects.toThrow(
      /cannot look at the routes of node fl-control-plane/,
    );
  });

  it("can be removed although it is gone already, and not when the node refuses", async () => {
    const remove = (stderr: string) =>
      nodeRouteType(fakeNodes("", () => ({ exitCode: 2, stderr })).context).delete({
        ...CALL,
        id: "fl/pods",
        inputs: ROUTE,
        outputs: MADE,
      });
    await expect(remove("RTNETLINK answers: No such process")).resolves.toBeUndefined();
    await expect(remove("RTNETLINK answers: Operation not permitted")).rejects.toThrow(
      /cannot remove the route/,
    );
  });

  it("wants a network and a node it can know, and judges nothing a preview does not know", async () => {
    const { check } = nodeRouteType(fakeNodes("", () => "").context);
    const inputs = { ...ROUTE, cluster: UNKNOWN, to: "10.244.1.0/33", via: "gateway" };
    const { failures } = await check({ ...CHECK, inputs });
    expect(failures.map(({ property }) => property)).toEqual(["to", "via"]);
  });
});

describe("systemd units in a node", () => {
  const UNIT = {
    cluster: "fl",
    node: "control-plane",
    name: "proxy",
    files: { "proxy.socket": "[Socket]\n", "proxy@.service": "[Service]\n" },
    start: "proxy.socket",
  };
  const MADE = { nodes: ["fl-control-plane"] };

  it("are written with what they say, and started", async () => {
    const { context, journal } = fakeNodes("", cluster());
    await nodeUnitType(context).create({ ...CALL, inputs: UNIT });
    expect(journal).toHaveLength(1);
    expect(journal[0]).toMatch(/^docker exec fl-control-plane sh -c /);
    expect(journal[0]).toContain("sh proxy.socket proxy.socket [Socket]\n proxy@.service [Service]\n");
  });

  it("are gone where they are missing, changed or not running", async () => {
    const read = (reply: ReturnType<Script>) =>
      nodeUnitType(fakeNodes("", () => reply).context).read({
        ...CALL,
        id: "x",
        inputs: UNIT,
        outputs: MADE,
      });
    expect(await read("")).toMatchObject({ id: "x" });
    expect(await read({ exitCode: 3 })).toBeNull();
    await expect(read({ exitCode: 126, stderr: "OCI runtime exec failed" })).rejects.toThrow(/units of node/);
  });

  it("leave every node they are in", async () => {
    const { context, journal } = fakeNodes("", cluster());
    const outputs = { nodes: ["fl-control-plane", "fl-worker"] };
    await nodeUnitType(context).delete({ ...CALL, id: "x", inputs: { ...UNIT, node: "all" }, outputs });
    expect(journal.map((line) => line.split(" ")[2])).toEqual(["fl-control-plane", "fl-worker"]);
    expect(journal[0]).toMatch(/sh proxy\.socket proxy\.socket proxy@\.service$/);
  });

  it("stay within systemd's folder", async () => {
    const { check } = nodeUnitType(fakeNodes("", () => "").context);
    const { failures } = await check({ ...CHECK, inputs: { ...UNIT, files: { "../../passwd": "" } } });
    expect(failures.map(({ property }) => property)).toEqual(["files"]);
  });
});
