import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ENGINE_IMAGE, type ProgramCluster, programCluster } from "./program-cluster.ts";

let cluster: ProgramCluster;
beforeAll(async () => {
  cluster = await programCluster("plugin");
});
afterAll(() => cluster?.discard());

describe("the faultline plugin", () => {
  const CLUSTER_TYPE = "faultline:index:KindCluster";

  it("has nothing to do where nothing changed", async () => {
    expect(await cluster.stack.preview()).toEqual([]);
  });

  it("changes the kubelet in place and back", async () => {
    cluster.wanted.kubelet = { authentication: { webhook: { enabled: false } } };
    const change = { op: "update", type: CLUSTER_TYPE, paths: ["kubelet.authentication.webhook.enabled"] };
    expect(await cluster.stack.preview()).toEqual([change]);
    await cluster.stack.up();
    expect(cluster.inNode("grep", "-A2", "webhook:", "/var/lib/kubelet/config.yaml")).toContain(
      "enabled: false",
    );
    cluster.wanted.kubelet = {};
    await cluster.stack.up();
    expect(cluster.inNode("grep", "-A2", "webhook:", "/var/lib/kubelet/config.yaml")).toContain(
      "enabled: true",
    );
  });

  it("gives back what the kubelet says when it does not start, and heals it", async () => {
    cluster.wanted.kubelet = { maxPods: -5 };
    await expect(cluster.stack.up()).rejects.toThrow(/maxPods|MaxPods/);
    cluster.wanted.kubelet = {};
    await cluster.stack.up();
    expect(cluster.inNode("systemctl", "is-active", "kubelet").trim()).toBe("active");
  });

  it("puts a rule into the node, finds it missing, puts it back, takes it out", async () => {
    cluster.wanted.isBlocked = true;
    await cluster.stack.up();
    const rule = [
      "INPUT",
      "-p",
      "tcp",
      "--dport",
      "10250",
      "-m",
      "comment",
      "--comment",
      "conformance",
      "-j",
      "DROP",
    ];
    cluster.inNode("iptables", "-C", ...rule);
    cluster.inNode("iptables", "-D", ...rule);
    expect((await cluster.stack.refresh()).map((step) => step.op)).toEqual(["delete"]);
    expect((await cluster.stack.up()).steps.map((step) => step.op)).toEqual(["create"]);
    cluster.inNode("iptables", "-C", ...rule);
    cluster.wanted.isBlocked = false;
    await cluster.stack.up();
    expect(cluster.inNode("iptables", "-S", "INPUT")).not.toContain("conformance");
  });

  it("brings an image of the engine into the node, under its own name, and again when the node lost it", async () => {
    const images = () => cluster.inNode("ctr", "-n", "k8s.io", "images", "ls", "-q").split("\n");
    expect(images()).not.toContain(ENGINE_IMAGE);
    cluster.wanted.images.push(ENGINE_IMAGE);
    await cluster.stack.up();
    expect(images()).toContain(ENGINE_IMAGE);
    cluster.inNode("ctr", "-n", "k8s.io", "images", "rm", ENGINE_IMAGE);
    expect((await cluster.stack.refresh()).map((step) => step.op)).toEqual(["delete"]);
    await cluster.stack.up();
    expect(images()).toContain(ENGINE_IMAGE);
    cluster.wanted.images.pop();
    await cluster.stack.up();
  });

  it("notices a cluster that vanished", async () => {
    cluster.docker("rm", "-f", "-v", `${cluster.name}-control-plane`);
    await cluster.stack.refresh();
    const steps = (await cluster.stack.preview()).map((step) => `${step.op} ${step.type}`);
    expect(steps).toEqual([`create ${CLUSTER_TYPE}`, "create faultline:index:ImageLoad"]);
  });

  it("leaves nothing behind", async () => {
    await cluster.stack.destroy();
    expect(cluster.docker("ps", "-aq", "--filter", `name=${cluster.name}`)).toBe("");
    expect(cluster.docker("network", "ls", "-q", "--filter", `name=${cluster.name}`)).toBe("");
    const { ledger, run } = cluster.environment;
    const open = (await ledger.entries()).filter((entry) => entry.run === run && entry.state === "open");
    const left = open.map((entry) => entry.thing.kind);
    expect(left.filter((kind) => ["kind-cluster", "network", "firewall"].includes(kind))).toEqual([]);
  });
});
