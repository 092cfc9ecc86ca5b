import { afterAll, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { controllerCommand, k0sConfig } from "../../../../provider/faultline/k0s/controller.ts";
import { k0sClusterType } from "../../../../provider/faultline/k0s/k0s-cluster.ts";
import { tempFolder } from "../../../temp-folder.ts";
import { CALL, fakeNodes, type Script } from "./fake-nodes.ts";

const scratch = tempFolder("k0s", afterAll);

const INPUTS = {
  name: "fl",
  image: "docker.io/k0sproject/k0s:v1.32.3-k0s.0",
  kubernetesVersion: "1.32.3",
  workers: 1,
  network: "fl-net",
  images: ["registry.k8s.io/pause:3.9"],
  cniInstaller: "quay.io/k0sproject/cni-node:1.3.0-k0s.0",
  disabledComponents: [] as string[],
  config: {},
  controllerIsNode: false,
  labels: {},
};

describe("what k0s is told", () => {
  it("disables what a scenario says beside what a sealed network cannot have, in one flag", () => {
    const flags = controllerCommand({ ...INPUTS, disabledComponents: ["konnectivity-server"] });
    const disabling = flags.filter((flag) => flag.startsWith("--disable-components="));
    expect(disabling).toHaveLength(1);
    expect(disabling[0]).toMatch(/network-provider,konnectivity-server$/);
    expect(flags).not.toContain("--enable-worker");
    expect(controllerCommand({ ...INPUTS, controllerIsNode: true }).slice(-2)).toEqual([
      "--enable-worker",
      "--no-taints",
    ]);
  });

  it("is a ClusterConfig with the scenario's settings and the controller's own address", () => {
    const api = { extraArgs: { "enable-aggregator-routing": "true" } };
    const { spec } = parse(k0sConfig({ config: { api } }, "172.30.0.2"));
    expect(spec.api).toEqual({ address: "172.30.0.2", ...api });
    expect(spec.network).toEqual({ provider: "custom" });
    expect(parse(k0sConfig({ config: {} }, undefined)).spec).not.toHaveProperty("api");
  });
});

describe("K0sCluster", () => {
  /** A cluster that is up, whose k0s refuses a configuration with `enabled`. */
  const script: Script = (command, { input = "" }) => {
    if (command.includes("config validate") && String(input).includes("enabled: true"))
      return { exitCode: 1, stderr: 'Error: failed to read config: json: unknown field "enabled"' };
    if (command.startsWith("docker ps")) return "fl-control-plane\nfl-worker";
    return command.startsWith("docker volume ls") ? "fl-cni\nfl-data" : "";
  };

  it("leaves everything as it is when k0s refuses the configuration, and says why", async () => {
    const { context, journal } = fakeNodes(scratch, script);
    const inputs = { ...INPUTS, config: { konnectivity: { enabled: true } } };
    const update = k0sClusterType(context).update({
      ...CALL,
      id: "fl",
      oldInputs: INPUTS,
      inputs,
      outputs: INPUTS,
    });
    await expect(update).rejects.toThrow('unknown field "enabled"');
    expect(journal.filter((command) => !command.includes("config validate"))).toEqual([]);
  });

  it("replaces the cluster for another image, and updates what the controller is told in place", async () => {
    const { context } = fakeNodes(scratch, script);
    const diff = async (change: object) => {
      const inputs = { ...INPUTS, ...change };
      const { changes } = await k0sClusterType(context).diff({
        ...CALL,
        id: "fl",
        oldInputs: INPUTS,
        inputs,
        outputs: INPUTS,
      });
      return changes.map(({ replace }) => replace);
    };
    expect(await diff({ image: "other" })).toEqual([true]);
    expect(await diff({ disabledComponents: ["konnectivity-server"] })).toEqual([false]);
  });

  it("takes containers and volumes away before it closes their ledger entries", async () => {
    let there = true;
    const { context, journal } = fakeNodes(scratch, (command) => {
      if (command.startsWith("docker volume rm")) there = false;
      return there || !/^docker (ps|volume ls)/.test(command) ? script(command, {}) : "";
    });
    const ledger = await context.ledger();
    for (const name of ["fl-control-plane", "fl-worker"])
      await ledger.record({ kind: "container", name, dockerHost: context.dockerHost });
    await ledger.record({ kind: "volume", name: "fl-data", dockerHost: context.dockerHost });
    await k0sClusterType(context).delete({ ...CALL, id: "fl", inputs: INPUTS, outputs: INPUTS });
    expect(journal.filter((line) => / rm |ledger close/.test(line))).toEqual([
      "docker rm -f -v fl-control-plane fl-worker",
      "docker volume rm fl-cni fl-data",
      "ledger close container fl-control-plane",
      "ledger close container fl-worker",
      "ledger close volume fl-data",
    ]);
  });
});
