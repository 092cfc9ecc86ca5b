import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { rendered } from "../../../harness/stand/rendered.ts";
import { componentsFor } from "../../../stacks/components.ts";
import { withFlannelArgs } from "../../../stacks/edits/cluster.ts";
import { withReplicaOnEachOfThree } from "../../../stacks/edits/metrics-server.ts";
import { healthyStand } from "../../../stacks/healthy/kind.ts";
import { FLANNEL_IMAGE, WRITE_CNI_CONFIG } from "../../../stacks/workloads/flannel/network.ts";
import { tempFolder } from "../../temp-folder.ts";
import { objects } from "./kubernetes-objects.ts";

const THREE = healthyStand({
  cluster: { servers: 3, podNetwork: "flannel-vxlan" },
  deployment: { node: "control-plane" },
});

async function object(spec: typeof THREE, kind: string, name: string) {
  const drawn = await objects(spec);
  return drawn.find((each) => each.kind === kind && (each.metadata as { name: string }).name === name);
}

describe("three servers with flannel between them", () => {
  it("leave the node image's own pod network out and bring flannel's image into the nodes", async () => {
    const drawn = await rendered(THREE);
    const cluster = drawn.find(({ type }) => type.endsWith(":KindCluster"));
    expect(cluster?.inputs).toMatchObject({ serverCount: 3, disableDefaultCNI: true });
    expect(drawn.filter(({ type }) => type.endsWith(":ImageLoad")).map(({ name }) => name)).toContain(
      FLANNEL_IMAGE,
    );
    expect(componentsFor(THREE)).toEqual(["haproxy", "flannel"]);
    // kind 0.33 has Envoy in front of them.
    const newer = componentsFor({ ...THREE, cluster: { ...THREE.cluster, version: "1.37.2" } });
    expect(newer).toEqual(expect.arrayContaining(["kind-0.33.0", "envoy", "flannel"]));
    expect(newer).not.toContain("haproxy");
  });

  it("have none of it where there is one", async () => {
    const drawn = await rendered(healthyStand());
    expect(drawn.filter(({ name }) => /flannel/.test(name))).toEqual([]);
    const cluster = drawn.find(({ type }) => type.endsWith(":KindCluster"));
    expect(cluster?.inputs).toMatchObject({ disableDefaultCNI: false });
  });

  it("give flanneld the flags of the spec beside the manifest's, which need no new cluster", async () => {
    const daemonSet = await object(withFlannelArgs(THREE, { iface: "eth0" }), "DaemonSet", "kube-flannel-ds");
    expect(daemonSet).toMatchObject({
      spec: {
        template: {
          spec: {
            containers: [
              { args: ["--ip-masq", "--kube-subnet-mgr", "--iptables-resync=120", "--iface=eth0"] },
              {},
            ],
          },
        },
      },
    });
  });

  it("pin the pod to a server by its node's name, or spread one over each", async () => {
    const pods = async (spec: typeof THREE) => {
      const deployment = await object(spec, "Deployment", "metrics-server");
      if (!deployment) throw new Error("no Deployment");
      return (deployment.spec as { template: { spec: Record<string, unknown> } }).template.spec;
    };
    const pinned = await pods(THREE);
    expect(pinned.nodeSelector).toMatchObject({
      "kubernetes.io/hostname": "faultline-drawn-control-plane",
    });
    const spread = await pods(withReplicaOnEachOfThree(THREE));
    expect(spread.nodeSelector).toEqual({ "kubernetes.io/os": "linux" });
    expect(JSON.stringify(spread.affinity)).toContain('"topologyKey":"kubernetes.io/hostname"');
  });
});

describe("the loop that writes the CNI configuration", () => {
  it("turns flannel's lease into a network of the node's own pods", () => {
    const dir = tempFolder("cni");
    mkdirSync(join(dir, "run"));
    mkdirSync(join(dir, "cni"));
    writeFileSync(join(dir, "run/subnet.env"), "FLANNEL_SUBNET=10.244.2.1/24\nFLANNEL_MTU=1450\n");
    const once = WRITE_CNI_CONFIG.replaceAll("/run/flannel/", `${dir}/run/`)
      .replaceAll("/etc/cni/net.d/", `${dir}/cni/`)
      .replace('sleep "$pause" & wait $!', "exit 0");
    execFileSync("sh", ["-c", once]);
    const { plugins } = JSON.parse(readFileSync(join(dir, "cni/10-flannel.conflist"), "utf8"));
    expect(plugins[0]).toMatchObject({
      type: "ptp",
      mtu: 1450,
      ipam: { ranges: [[{ subnet: "10.244.2.0/24" }]] },
    });
  });
});
