import { readdirSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { type KindInputs, kindConfig } from "../../../../provider/faultline/kind/config.ts";

const INPUTS: KindInputs = {
  name: "faultline-a",
  nodeImage: "kindest/node:v1.32.5",
  kubernetesVersion: "1.32.5",
  serverCount: 1,
  workers: 2,
  network: "faultline-a",
  kubelet: { serverTLSBootstrap: true },
  apiServerArgs: { "enable-aggregator-routing": "true" },
  disableDefaultCNI: false,
  labels: { "faultline.run": "r1" },
};

function patchesOf(inputs: KindInputs) {
  const patches = (parse(kindConfig(inputs)).kubeadmConfigPatches as string[]).map((patch) => parse(patch));
  return (kind: string) => patches.find((patch) => patch.kind === kind);
}

describe("the kind configuration", () => {
  it("has the nodes with image and labels", () => {
    const { nodes } = parse(kindConfig(INPUTS));
    expect(nodes.map((node: { role: string }) => node.role)).toEqual(["control-plane", "worker", "worker"]);
    expect(nodes[2]).toMatchObject({ image: "kindest/node:v1.32.5", labels: { "faultline.run": "r1" } });
  });

  it("turns the watch cache off, unless a stand asks for it", () => {
    const flagsOf = (inputs: KindInputs) => patchesOf(inputs)("ClusterConfiguration").apiServer.extraArgs;
    expect(flagsOf({ ...INPUTS, apiServerArgs: {} })).toEqual({ "watch-cache": "false" });
    expect(flagsOf({ ...INPUTS, apiServerArgs: { "watch-cache": "true" } })).toEqual({
      "watch-cache": "true",
    });
  });

  it("hands kubelet settings and API server flags to kubeadm", () => {
    const patch = patchesOf(INPUTS);
    expect(patch("KubeletConfiguration")).toMatchObject({ serverTLSBootstrap: true });
    expect(patch("ClusterConfiguration").apiServer.extraArgs).toMatchObject({
      "enable-aggregator-routing": "true",
    });
  });

  it("keeps kind's own skipped phase beside ours", () => {
    expect(patchesOf(INPUTS)("InitConfiguration").skipPhases).toEqual(["preflight", "addon/coredns"]);
  });

  it("asks for ECDSA keys in the words of the kubeadm version kind will write", () => {
    expect(patchesOf(INPUTS)("ClusterConfiguration").featureGates).toEqual({ PublicKeysECDSA: true });
    const newer = patchesOf({ ...INPUTS, kubernetesVersion: "1.36.0" })("ClusterConfiguration");
    expect(newer).toMatchObject({ encryptionAlgorithm: "ECDSA-P256" });
    expect(newer.featureGates).toBeUndefined();
  });

  it("gives flags to kubeadm's v1beta4 as a list, with kind's own, in whose place the list comes", () => {
    const newest = { ...INPUTS, kubernetesVersion: "1.37.2" };
    const config = patchesOf(newest)("ClusterConfiguration");
    expect(config.apiServer.extraArgs).toEqual([
      { name: "runtime-config", value: "" },
      { name: "watch-cache", value: "false" },
      { name: "enable-aggregator-routing", value: "true" },
    ]);
    expect(config.controllerManager.extraArgs).toEqual([
      { name: "enable-hostpath-provisioner", value: "true" },
      { name: "leader-elect", value: "false" },
    ]);
    expect(config.scheduler.extraArgs).toEqual([{ name: "leader-elect", value: "false" }]);
    expect(config.etcd.local.extraArgs).toEqual([{ name: "unsafe-no-fsync", value: "true" }]);
    expect(patchesOf({ ...INPUTS, kubernetesVersion: "1.35.4" })("ClusterConfiguration").scheduler).toEqual({
      extraArgs: { "leader-elect": "false" },
    });
  });

  it("tells kubelets that would refuse cgroup v1 to take it, unless a stand says otherwise", () => {
    const kubelet = (kubernetesVersion: string, settings: KindInputs["kubelet"] = {}) =>
      patchesOf({ ...INPUTS, kubernetesVersion, kubelet: settings })("KubeletConfiguration").failCgroupV1;
    expect([kubelet("1.34.4"), kubelet("1.35.0"), kubelet("1.37.2")]).toEqual([undefined, false, false]);
    expect(kubelet("1.37.2", { failCgroupV1: true })).toBe(true);
  });

  it("gives etcd time to hear of its other members where it has some", () => {
    const etcd = (serverCount: number) =>
      patchesOf({ ...INPUTS, serverCount })("ClusterConfiguration").etcd.local.extraArgs;
    expect(etcd(1)).toEqual({ "unsafe-no-fsync": "true" });
    expect(etcd(3)).toMatchObject({ "election-timeout": "5000" });
  });

  it("drops leader election only where there is one server", () => {
    expect(patchesOf(INPUTS)("ClusterConfiguration").scheduler.extraArgs).toEqual({
      "leader-elect": "false",
    });
    expect(patchesOf({ ...INPUTS, serverCount: 3 })("ClusterConfiguration").scheduler.extraArgs).toEqual({});
  });

  it("patches the static pods of the control plane, and only where kubeadm has all of their probes", () => {
    const { nodes } = parse(kindConfig(INPUTS));
    const [{ hostPath, containerPath }] = nodes[0].extraMounts;
    expect(readdirSync(hostPath).toSorted()).toEqual([
      "etcd+strategic.yaml",
      "kube-apiserver+strategic.yaml",
      "kube-controller-manager+strategic.yaml",
      "kube-scheduler+strategic.yaml",
    ]);
    // A worker's kubeadm fails where the folder is missing.
    expect(nodes[1].extraMounts).toEqual(nodes[0].extraMounts);
    const patch = patchesOf(INPUTS);
    for (const kind of ["InitConfiguration", "JoinConfiguration"])
      expect(patch(kind).patches).toEqual({ directory: containerPath });
    const older = { ...INPUTS, kubernetesVersion: "1.31.9" };
    expect(parse(kindConfig(older)).nodes[0].extraMounts).toBeUndefined();
    expect(patchesOf(older)("JoinConfiguration").patches).toBeUndefined();
  });

  it("lets pods run on servers where there is nothing else, as kind itself does with one node", () => {
    const alone = patchesOf({ ...INPUTS, serverCount: 3, workers: 0 });
    for (const kind of ["InitConfiguration", "JoinConfiguration"])
      expect(alone(kind).nodeRegistration).toEqual({ taints: [] });
    expect(alone("InitConfiguration").skipPhases).toEqual(["preflight", "addon/coredns"]);
    expect(alone("JoinConfiguration").skipPhases).toBeUndefined();
    const withWorkers = patchesOf({ ...INPUTS, serverCount: 3 });
    expect(withWorkers("JoinConfiguration").nodeRegistration).toBeUndefined();
  });

  it("leaves the node image's pod network out when another one comes", () => {
    expect(parse(kindConfig(INPUTS)).networking).toBeUndefined();
    const config = parse(kindConfig({ ...INPUTS, disableDefaultCNI: true }));
    expect(config.networking).toEqual({ disableDefaultCNI: true });
  });
});
