import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { containerCpu } from "../../../harness/run/container-cpu.ts";
import { engineCpu } from "../../../harness/run/engine-cpu.ts";
import { tempFolder } from "../../temp-folder.ts";

const ID = "ab".repeat(32);

function files(texts: Readonly<Record<string, string>>): string {
  const root = tempFolder("cpu");
  write(root, texts);
  return root;
}

function write(root: string, texts: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(texts)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
}

const node = { "proc/41/root/etc/hostname": "faultline-abcd-1-control-plane\n" };

test.each([
  [
    "v1, below a parent of the engine's",
    `cg/cpuacct/engine/${ID}/`,
    "cpuacct.usage",
    "2500000000\n",
    "cgroup.procs",
  ],
  [
    "v2, with systemd",
    `cg/system.slice/docker-${ID}.scope/`,
    "cpu.stat",
    "usage_usec 2500000\n",
    "init.scope/cgroup.procs",
  ],
])("a node's time is read from its cgroup: %s", async (_, dir, file, text, procs) => {
  const root = files({ ...node, [`${dir}${file}`]: text, [`${dir}${procs}`]: "41\n57\n" });
  const look = containerCpu(join(root, "cg"), join(root, "proc"));
  expect(Object.fromEntries(await look())).toEqual({ "faultline-abcd-1-control-plane": 2_500 });
  rmSync(join(root, dir), { recursive: true });
  expect(Object.fromEntries(await look())).toEqual({ "faultline-abcd-1-control-plane": 2_500 });
});

test("a container that cannot be asked for its name, or is none of ours, is one of the others, and a machine without cgroups has none", async () => {
  const root = files({ [`cg/cpuacct/docker/${ID}/cpuacct.usage`]: "1000000\n" });
  expect([...(await containerCpu(join(root, "cg"), root)())]).toEqual([["others", 1]]);
  write(root, {
    [`cg/cpuacct/docker/${"cd".repeat(32)}/cpuacct.usage`]: "3000000\n",
    [`cg/cpuacct/docker/${"cd".repeat(32)}/cgroup.procs`]: "41\n",
    "proc/41/root/etc/hostname": "somebody-elses\n",
  });
  expect([...(await containerCpu(join(root, "cg"), join(root, "proc"))())]).toEqual([["others", 4]]);
  expect([...(await containerCpu(join(root, "nowhere"), root)())]).toEqual([]);
});

const stat = (name: string, ticks: number) => `7 (${name}) S 1 7 7 0 -1 4 0 0 0 0 ${ticks} 0 900 900 20 0`;

test("an engine's time counts from the first look, that of a shim that comes later from its start, and a node's containerd not at all", async () => {
  const root = files({
    "7/comm": "dockerd\n",
    "7/cgroup": "0::/\n",
    "7/stat": stat("dockerd", 100),
    "8/comm": "containerd\n",
    "8/cgroup": `0::/engine/${ID}/system.slice\n`,
    "8/stat": stat("containerd", 500),
  });
  const look = engineCpu(root);
  expect(await look()).toBe(0);
  write(root, {
    "7/stat": stat("dockerd", 130),
    "9/comm": "containerd-shim\n",
    "9/cgroup": "0::/\n",
    "9/stat": stat("containerd-shim (x)", 20),
  });
  expect(await look()).toBe(500);
  rmSync(join(root, "9"), { recursive: true });
  expect(await look()).toBe(500);
});
