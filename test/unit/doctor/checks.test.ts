import { expect, test } from "vitest";
import { budgetFor } from "../../../harness/doctor/budget.ts";
import { checkMachine } from "../../../harness/doctor/checks.ts";
import type { MachineFacts } from "../../../harness/doctor/facts.ts";

const good: MachineFacts = {
  os: "Debian GNU/Linux 12 (bookworm)",
  platform: "linux",
  arch: "x64",
  kernel: "6.18",
  node: "v24.9.0",
  root: true,
  cpus: 2,
  memory: { totalMb: 24_000, availableMb: 23_000 },
  cgroup: "v2",
  inotify: { instances: 1024, watches: 100_000 },
  disk: { cacheFreeMb: 70_000, stateFreeMb: 70_000 },
  iptables: true,
  overlayfs: true,
  engine: { kind: "private", missing: [] },
  tools: { go: "go version go1.26" },
};
const check = (id: string, change: Partial<MachineFacts>) =>
  checkMachine({ ...good, ...change }).find((each) => each.id === id);

test("a good machine has nothing to complain about", () => {
  expect(checkMachine(good).filter(({ status }) => status !== "ok")).toEqual([]);
});

test.each<[string, Partial<MachineFacts>, string, RegExp]>([
  ["platform", { platform: "darwin" }, "fail", /on Linux/],
  ["node", { node: "v20.1.0" }, "fail", />=24/],
  ["memory", { memory: { totalMb: 4_000, availableMb: 2_000 } }, "fail", /free memory/],
  ["cgroup", { cgroup: "v1" }, "warn", /up to Kubernetes 1\.37; .*systemd\.unified_cgroup_hierarchy=1/],
  [
    "inotify",
    { root: false, inotify: { instances: 128, watches: 1 } },
    "warn",
    /sysctl -w fs\.inotify\.max_user_instances=1024/,
  ],
  ["disk", { disk: { cacheFreeMb: 3_000, stateFreeMb: 3_000 } }, "warn", /FAULTLINE_CACHE_DIR/],
  ["disk", { disk: { cacheFreeMb: 3_000, stateFreeMb: 10 } }, "fail", /FAULTLINE_STATE_DIR/],
  ["engine", { engine: { kind: "unreachable", dockerHost: "tcp://x:1" } }, "fail", /unset DOCKER_HOST/],
  ["engine", { engine: { kind: "private", missing: ["dpkg"] } }, "fail", /Docker daemon/],
  ["root", { root: false }, "fail", /as root/],
  [
    "iptables",
    { iptables: false, engine: { kind: "host", dockerHost: "unix:///x", version: "27" } },
    "fail",
    /install iptables/,
  ],
  ["go", { tools: {} }, "warn", /install Go/],
])("%s with %j: %s, and what to do", (id, change, status, remedy) => {
  expect(check(id, change)).toMatchObject({ status, remedy: expect.stringMatching(remedy) });
});

test("what a run puts right itself is no complaint", () => {
  expect(check("inotify", { inotify: { instances: 128, watches: 1 } })?.status).toBe("ok");
  expect(check("iptables", { iptables: false })?.status).toBe("ok");
  expect(check("go", { tools: { docker: "x", kind: "x", kubectl: "x", pulumi: "x" } })?.status).toBe("ok");
});

test("the scarcest resource bounds the clusters at once, and one always runs", () => {
  expect(budgetFor(good)).toMatchObject({ parallel: 4, boundBy: "cpus" });
  expect(budgetFor({ ...good, cpus: 32, memory: { totalMb: 8_000, availableMb: 6_600 } })).toMatchObject({
    parallel: 3,
    boundBy: "memory",
  });
  expect(
    budgetFor({ ...good, cpus: 32, root: false, inotify: { instances: 128, watches: 1 } }),
  ).toMatchObject({
    parallel: 3,
    boundBy: "inotify",
  });
  expect(budgetFor({ ...good, memory: { totalMb: 1_000, availableMb: 500 } }).parallel).toBe(1);
});
