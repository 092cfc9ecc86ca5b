import { afterAll, describe, expect, it } from "vitest";
import { kindClusterType } from "../../../../provider/faultline/kind/kind-cluster.ts";
import { UNKNOWN } from "../../../../provider/protocol/values.ts";
import { tempFolder } from "../../../temp-folder.ts";
import { INPUTS, KUBELET_FILE, kindMachine, STATIC_POD } from "./fake-kind-machine.ts";
import { CALL } from "./fake-nodes.ts";

const scratch = tempFolder("kind", afterAll);

type Faults = Parameters<typeof kindMachine>[1];
const machine = (faults?: Faults) => kindMachine(scratch, faults);

describe("creating a kind cluster", () => {
  it("writes the ledger before anything is made, and gives what programs need", async () => {
    const { context, journal } = machine();
    const { id, outputs } = await kindClusterType(context).create({ ...CALL, inputs: INPUTS });
    expect(journal[0]).toBe("ledger open kind-cluster fl");
    expect(journal.findIndex((line) => line.startsWith("kind create"))).toBeGreaterThan(0);
    expect(id).toBe("fl");
    expect(outputs).toMatchObject({
      kubeconfig: "kubeconfig of fl",
      servers: [{ name: "fl-control-plane", url: "https://172.20.0.2:6443" }],
      nodes: ["fl-control-plane", "fl-worker"],
      version: "1.32.5",
    });
  });

  it("boots what is newer than kind 0.27 with the kind that boots it, and says where to get that", async () => {
    const newest = { ...INPUTS, kubernetesVersion: "1.37.2" };
    const { context, journal } = machine({ version: "1.37.2" });
    await kindClusterType(context).create({ ...CALL, inputs: newest });
    expect(journal.filter((line) => / create /.test(line))[0]).toMatch(/^kind-0\.33\.0 create cluster /);
    const without = machine({ create: { exitCode: 127, stderr: "spawn kind-0.33.0 ENOENT" } });
    await expect(kindClusterType(without.context).create({ ...CALL, inputs: newest })).rejects.toThrow(
      /faultline toolchain build kind-0\.33\.0/,
    );
  });

  it("does nothing in a preview and knows the nodes' names already", async () => {
    const { context, journal } = machine();
    const { outputs } = await kindClusterType(context).create({ ...CALL, preview: true, inputs: INPUTS });
    expect(journal).toEqual([]);
    expect(outputs).toMatchObject({ nodes: ["fl-control-plane", "fl-worker"], kubeconfig: UNKNOWN });
  });

  it("removes what a failure left, closes the ledger and names a remedy", async () => {
    const { context, journal } = machine({
      create: { exitCode: 1, stderr: "unable to create inotify: too many open files" },
    });
    const creating = kindClusterType(context).create({ ...CALL, inputs: INPUTS });
    await expect(creating).rejects.toThrow(/fs\.inotify\.max_user_instances/);
    expect(journal.at(-1)).toBe("ledger close kind-cluster fl");
  });

  it("leaves a cluster alone that somebody else made under this name", async () => {
    const stderr = 'ERROR: failed to create cluster: node(s) already exist for a cluster with the name "fl"';
    const { context, journal } = machine({ create: { exitCode: 1, stderr }, isTaken: true });
    await expect(kindClusterType(context).create({ ...CALL, inputs: INPUTS })).rejects.toThrow(
      /Remove the other cluster/,
    );
    expect(journal.filter((line) => line.startsWith("kind delete"))).toEqual([]);
  });

  it("keeps a cluster of the wrong version in the state and says so", async () => {
    const { context } = machine({ version: "1.31.0" });
    const creating = kindClusterType(context).create({ ...CALL, inputs: INPUTS });
    await expect(creating).rejects.toMatchObject({ code: "PROVIDER_INIT_FAILED", id: "fl" });
  });
});

describe("a kind cluster's life", () => {
  const kubelet = { rotateCertificates: false };
  const outputs = { ...INPUTS, kubeconfig: "k", nodes: ["fl-control-plane", "fl-worker"] };
  const made = async (faults?: Faults) => {
    const on = machine(faults);
    const type = kindClusterType(on.context);
    await type.create({ ...CALL, inputs: INPUTS });
    on.journal.length = 0;
    return { ...on, type };
  };

  it("changes flags and environment of kube-apiserver in place, and leaves the kubelets alone", async () => {
    const { type, journal, staticPod } = await made();
    const inputs = { ...INPUTS, apiServerArgs: { v: "2" }, apiServerEnv: { NO_PROXY: "10.96.0.0/16" } };
    const { changes } = await type.diff({ ...CALL, id: "fl", outputs, oldInputs: INPUTS, inputs });
    expect(changes.map(({ replace }) => replace)).toEqual([false, false]);
    const given = await type.update({ ...CALL, id: "fl", outputs, oldInputs: INPUTS, inputs });
    expect(staticPod()).toMatch(/--v=2(.|\n)*NO_PROXY\n +value: 10\.96/);
    const asked = journal.filter((line) => line.includes("/readyz")).map((line) => line.split(" ")[3]);
    expect(asked).toEqual(["fl-control-plane"]);
    expect(journal.some((line) => line.includes("systemctl restart"))).toBe(false);
    await type.update({ ...CALL, id: "fl", outputs: given, oldInputs: inputs, inputs: INPUTS });
    expect(staticPod()).toBe(STATIC_POD);
  });

  it("says which flag kube-apiserver does not start with, and gets rid of it though the engine forgot it", async () => {
    const { type, staticPod } = await made();
    const bad = { ...INPUTS, apiServerArgs: { "no-such-flag": "1" } };
    const updating = type.update({ ...CALL, id: "fl", outputs, oldInputs: INPUTS, inputs: bad });
    await expect(updating).rejects.toMatchObject({ reasons: [expect.stringContaining("unknown flag")] });
    await type.update({ ...CALL, id: "fl", outputs, oldInputs: INPUTS, inputs: INPUTS });
    expect(staticPod()).toBe(STATIC_POD);
  });

  it("gives a new cluster's kube-apiserver its environment, which kubeadm does not know", async () => {
    const { type, staticPod } = await made();
    await type.create({ ...CALL, inputs: { ...INPUTS, apiServerEnv: { HTTPS_PROXY: "http://p:3128" } } });
    expect(staticPod()).toContain("http://p:3128");
  });

  const files = {
    "/etc/kubernetes/pki/old.crt": { content: "PEM" },
    "/x/old.key": { content: "KEY", mode: "0600" },
  };
  /** What was done to the nodes, in order: a file put there or taken away, a program restarted. */
  const inOrder = (journal: readonly string[]) =>
    journal.flatMap((line) => {
      if (line.includes('mktemp "$1.XXXXXX"'))
        return [`put ${line.split(" sh ").at(-1)} in ${line.split(" ")[3]}`];
      if (line.includes(" rm -f ")) return [`rm ${line.split(" rm -f ").at(-1)} in ${line.split(" ")[2]}`];
      if (line.includes("/readyz")) return ["kube-apiserver"];
      return line.includes("systemctl restart") ? ["kubelet"] : [];
    });

  it("has files in its nodes before a setting names them, and until none does", async () => {
    const { type, journal } = await made();
    const flags = { "proxy-client-cert-file": "/etc/kubernetes/pki/old.crt" };
    const inputs = { ...INPUTS, files, apiServerArgs: flags };
    const { changes } = await type.diff({ ...CALL, id: "fl", outputs, oldInputs: INPUTS, inputs });
    expect(changes.every(({ replace }) => !replace)).toBe(true);
    const given = await type.update({ ...CALL, id: "fl", outputs, oldInputs: INPUTS, inputs });
    const put = ["fl-control-plane", "fl-worker"].flatMap((node) => [
      `put /etc/kubernetes/pki/old.crt 0644 in ${node}`,
      `put /x/old.key 0600 in ${node}`,
    ]);
    expect(inOrder(journal)).toEqual([...put, "kubelet", "kubelet", "kube-apiserver"]);
    journal.length = 0;
    await type.update({ ...CALL, id: "fl", outputs: given, oldInputs: inputs, inputs: INPUTS });
    expect(inOrder(journal)).toEqual([
      "kubelet",
      "kubelet",
      "kube-apiserver",
      "rm /etc/kubernetes/pki/old.crt /x/old.key in fl-control-plane",
      "rm /etc/kubernetes/pki/old.crt /x/old.key in fl-worker",
    ]);
  });

  it("is made without settings that may name files, and gets both when its nodes are there", async () => {
    const { type, journal, kubeletFile } = await made();
    const inputs = { ...INPUTS, files, kubelet: { tlsCertFile: "/etc/kubernetes/pki/old.crt" } };
    await type.create({ ...CALL, inputs });
    expect(inOrder(journal).slice(-3)).toEqual(["put /x/old.key 0600 in fl-worker", "kubelet", "kubelet"]);
    expect(kubeletFile()).toContain("tlsCertFile: /etc/kubernetes/pki/old.crt");
  });

  it("changes the kubelet of every node in place", async () => {
    const { type, journal } = await made();
    const diff = (inputs: object) =>
      type.diff({ ...CALL, id: "fl", outputs, oldInputs: INPUTS, inputs: { ...INPUTS, ...inputs } });
    expect((await diff({ kubelet })).changes).toEqual([
      { path: ["kubelet", "rotateCertificates"], kind: "add", replace: false },
    ]);
    expect((await diff({ nodeImage: "kindest/node:v1.33.0" })).changes).toMatchObject([{ replace: true }]);
    await type.update({ ...CALL, id: "fl", outputs, oldInputs: INPUTS, inputs: { ...INPUTS, kubelet } });
    const restarted = journal
      .filter((line) => line.includes("systemctl restart"))
      .map((line) => line.split(" ")[3]);
    expect(restarted.sort()).toEqual(["fl-control-plane", "fl-worker"]);
  });

  it("gives back what the kubelet said when it does not come up, and heals although the engine forgot what was tried", async () => {
    const { type, kubeletFile } = await made();
    const bad = { ...INPUTS, kubelet: { maxPods: -5 } };
    const updating = type.update({ ...CALL, id: "fl", outputs, oldInputs: INPUTS, inputs: bad });
    await expect(updating).rejects.toMatchObject({
      reasons: Array(2).fill(expect.stringContaining("must not be negative")),
    });
    await type.update({ ...CALL, id: "fl", outputs, oldInputs: INPUTS, inputs: INPUTS });
    expect(kubeletFile()).toBe(KUBELET_FILE);
  });

  it("is read as it is: unchanged, drifted, gone", async () => {
    const { type, stop, journal } = await made();
    const call = { ...CALL, id: "fl", outputs };
    expect(await type.read({ ...call, inputs: INPUTS })).toMatchObject({ id: "fl", inputs: INPUTS });
    const drifted = await type.read({ ...call, inputs: { ...INPUTS, kubelet } });
    expect(drifted?.inputs.kubelet).toEqual({ rotateCertificates: true });
    stop();
    expect(await type.read({ ...call, inputs: INPUTS })).toBeNull();
    expect(journal.at(-1)).toBe("ledger close kind-cluster fl");
  });

  it("is no cluster any more without the load balancer its kubeconfig speaks to", async () => {
    const several = { ...INPUTS, serverCount: 2, workers: 1 };
    const second = "fl-control-plane2\tcontrol-plane\trunning";
    const balancer = "fl-external-load-balancer\texternal-load-balancer";
    const read = async (beside: string) => {
      const { type } = await made({ beside });
      return type.read({ ...CALL, id: "fl", outputs, inputs: several });
    };
    expect(await read(`${second}\n${balancer}\trunning`)).toMatchObject({ id: "fl" });
    expect(await read(`${second}\n${balancer}\texited`)).toBeNull();
    expect(await read(second)).toBeNull();
  });

  it("makes room for itself where its own run lost track of its nodes", async () => {
    const { type, journal } = await made();
    await type.create({ ...CALL, inputs: INPUTS });
    const commands = journal.filter((line) => line.startsWith("kind")).map((line) => line.split(" ")[1]);
    expect(commands).toEqual(["delete", "create"]);
  });

  it("ends with its volumes, and its ledger entry only then", async () => {
    const { type, journal } = await made();
    await type.delete({ ...CALL, id: "fl", inputs: INPUTS, outputs });
    expect(journal).toContain("docker volume rm --force vol1 vol2");
    expect(journal.at(-1)).toBe("ledger close kind-cluster fl");
  });

  it("does not close the ledger while containers are left", async () => {
    const { type, journal } = await made({ stuck: true });
    await expect(type.delete({ ...CALL, id: "fl", inputs: INPUTS, outputs })).rejects.toThrow(
      /docker rm -f -v fl-control-plane fl-worker/,
    );
    expect(journal).not.toContain("ledger close kind-cluster fl");
  });
});

describe("checking a kind cluster's inputs", () => {
  it("passes over what a preview cannot know and judges the rest", async () => {
    const { context } = machine();
    const inputs = {
      ...INPUTS,
      network: UNKNOWN,
      kubelet: { maxPods: UNKNOWN },
      serverCount: 0,
      surprise: 1,
    };
    const { failures } = await kindClusterType(context).check({
      ...CALL,
      oldInputs: null,
      inputs,
      randomSeed: new Uint8Array(),
      autonaming: null,
    });
    expect(failures.map((failure) => failure.property)).toEqual(["surprise", "serverCount"]);
  });
});
