import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdir, readdir } from "node:fs/promises";
import { join } from "node:path";
import { beforeEach, expect, test } from "vitest";
import type { Exec } from "../../../base/exec.ts";
import { ledgerEnv, openLedger } from "../../../base/ledger/open-ledger.ts";
import { isAlive, ownerOf } from "../../../base/ledger/owner.ts";
import { systemClock } from "../../../base/system-clock.ts";
import { prune } from "../../../harness/cleanup/prune.ts";
import type { PrivateEngine } from "../../../harness/cleanup/remove/engine.ts";
import { tempFolder } from "../../temp-folder.ts";

const dockerHost = "unix:///run/d.sock";
const dead = { pid: 4_000_000, startTicks: "1" };
const ended = { exitCode: 0, stdout: "", stderr: "", timedOut: false, durationMs: 1 };
let root: string;
let ledgerDir: string;
beforeEach(async () => {
  root = tempFolder("prune");
  ledgerDir = join(root, "ledger");
});

/** A fake Docker engine and iptables: containers with labels, networks, one copy of each rule. */
function fakeMachine() {
  const containers = new Map([
    ["c1", "label=io.x-k8s.kind.cluster=faultline-a"],
    ["c2", "name=^/?faultline-b$"],
    ["theirs", "label=io.x-k8s.kind.cluster=mine"],
  ]);
  const networks = new Set(["faultline-n", "bridge"]);
  const rules = new Set(["filter DOCKER-USER -i br0 -j REJECT"]);
  const calls: string[] = [];
  const exec: Exec = async (file, args) => {
    calls.push([file, ...args].join(" "));
    if (file === "iptables") {
      const [, , , table, action, ...rule] = args;
      const key = `${table} ${rule.join(" ")}`;
      if (!rules.has(key)) return { ...ended, exitCode: 1, stderr: "Bad rule" };
      if (action === "-D") rules.delete(key);
      return ended;
    }
    if (args[0] === "ps") {
      const ids = [...containers].filter(([, filter]) => filter === args.at(-1)).map(([id]) => id);
      return { ...ended, stdout: ids.join("\n") };
    }
    if (args[0] === "rm") containers.delete(String(args.at(-1)));
    if (args[0] === "network" && !networks.delete(String(args[2]))) {
      return { ...ended, exitCode: 1, stderr: `Error response from daemon: network ${args[2]} not found` };
    }
    return ended;
  };
  return { exec, containers, networks, rules, calls };
}

/** A fake private engine: what its stop() was asked, and whether it answers. */
function fakeEngine(running: boolean) {
  const stops: boolean[] = [];
  const engine: PrivateEngine = {
    root: join(root, "engine"),
    dockerHost: "unix:///run/private.sock",
    programs: undefined,
    running: async () => running,
    stop: async ({ dropKept }) => stops.push(dropKept) === 1,
  };
  return { engine, stops };
}

const noEngine: PrivateEngine = {
  root: "/none/engine",
  dockerHost: "unix:///none",
  programs: undefined,
  running: async () => false,
  stop: async () => false,
};

const run = (exec: Exec, more: object = {}, engine = noEngine) =>
  prune({
    ledgerDir,
    exec,
    clock: systemClock,
    engineRoot: engine.root,
    engineAt: async () => engine,
    ...more,
  });

test("removes everything a dead run left and nothing else, then has nothing more to do", async () => {
  const ledger = await openLedger({ dir: ledgerDir, run: "r1", owner: dead, clock: systemClock });
  const folder = join(root, "runs", "r1");
  await mkdir(folder, { recursive: true });
  await ledger.record({ kind: "path", path: folder });
  await ledger.record({ kind: "network", name: "faultline-n", dockerHost });
  await ledger.record({
    kind: "firewall",
    table: "filter",
    chain: "DOCKER-USER",
    spec: ["-i", "br0", "-j", "REJECT"],
  });
  await ledger.record({ kind: "kind-cluster", name: "faultline-a", dockerHost });
  await ledger.record({ kind: "container", name: "faultline-b", dockerHost });
  const machine = fakeMachine();

  const first = await run(machine.exec);
  expect(first.failed).toEqual([]);
  expect(first.removed.map(({ what }) => what)).toEqual([
    "container faultline-b",
    "kind-cluster faultline-a",
    "network faultline-n",
    "firewall rule filter/DOCKER-USER -i br0 -j REJECT",
    folder,
  ]);
  expect([...machine.containers.keys()]).toEqual(["theirs"]);
  expect([...machine.networks]).toEqual(["bridge"]);
  expect(machine.rules.size).toBe(0);
  expect(existsSync(folder)).toBe(false);
  expect(machine.calls).toContain("docker rm -f -v c1");

  expect(await run(machine.exec)).toEqual({ removed: [], failed: [], left: [] });
});

test("what is gone already is closed without being reported as removed", async () => {
  const ledger = await openLedger({ dir: ledgerDir, run: "r1", owner: dead, clock: systemClock });
  await ledger.record({ kind: "network", name: "faultline-gone", dockerHost });
  await ledger.record({ kind: "path", path: join(root, "gone") });
  await ledger.record({ kind: "process", pid: 3_999_999, startTicks: "5", what: "worker" });
  expect(await run(fakeMachine().exec)).toEqual({ removed: [], failed: [], left: [] });
  expect((await ledger.entries()).filter(({ state }) => state === "open")).toEqual([]);
});

test("an engine that does not answer keeps its entries open and says so", async () => {
  const ledger = await openLedger({ dir: ledgerDir, run: "r1", owner: dead, clock: systemClock });
  await ledger.record({ kind: "network", name: "faultline-n", dockerHost });
  const silent: Exec = async () => ({
    ...ended,
    exitCode: 1,
    stderr: "Cannot connect to the Docker daemon at unix:///run/d.sock. Is the docker daemon running?",
  });
  const report = await run(silent);
  expect(report.failed).toMatchObject([
    { what: "network faultline-n", message: expect.stringContaining("start it and prune again") },
  ]);
  expect((await ledger.entries()).map(({ state }) => state)).toEqual(["open"]);
});

test("a dry run removes nothing and says what would go", async () => {
  const ledger = await openLedger({ dir: ledgerDir, run: "r1", owner: dead, clock: systemClock });
  await ledger.record({ kind: "kind-cluster", name: "faultline-a", dockerHost });
  const machine = fakeMachine();
  expect((await run(machine.exec, { dryRun: true })).removed.map(({ what }) => what)).toEqual([
    "kind-cluster faultline-a",
  ]);
  expect(machine.calls).toEqual([]);
});

test("ends a recorded process with the group it leads, and orphans that carry the run's environment", async () => {
  const ledger = await openLedger({ dir: ledgerDir, run: "r1", owner: dead, clock: systemClock });
  const worker = spawn("sh", ["-c", "trap '' TERM; sleep 61 & wait; sleep 61"], {
    detached: true,
    stdio: "ignore",
  });
  const plugin = spawn("sleep", ["62"], {
    detached: true,
    env: { ...process.env, ...ledgerEnv({ dir: ledgerDir, run: "r1", owner: dead }) },
  });
  const owners = [ownerOf(Number(worker.pid)), ownerOf(Number(plugin.pid))];
  await ledger.record({
    kind: "process",
    ...(owners[0] as { pid: number; startTicks: string }),
    what: "worker",
  });
  const exits = Promise.all([once(worker, "exit"), once(plugin, "exit")]);
  const report = await run(fakeMachine().exec);
  await exits;
  expect(report.failed).toEqual([]);
  expect(report.removed.map(({ kind }) => kind)).toEqual(["process", "process"]);
  expect(owners.map(isAlive)).toEqual([false, false]);
});

test("what an orphan records until it is killed is removed as well, and nothing of its ledger stays", async () => {
  const ledger = await openLedger({ dir: ledgerDir, run: "r1", owner: dead, clock: systemClock });
  await ledger.record({ kind: "path", path: join(root, "first") });
  const line = JSON.stringify({
    id: "ID",
    run: "r1",
    owner: dead,
    at: new Date(0).toISOString(),
    thing: { kind: "path", path: join(root, "ID") },
    state: "open",
  });
  const file = join(ledgerDir, "r1", "4000001-1.ndjson");
  // A worker that goes on: every round has an id of its own, so each is one more entry that somebody has to remove.
  const script =
    'n=0; while :; do n=$((n + 1)); printf "%s\\n" "$LINE" | sed "s/ID/late-$n/g" >> "$FILE"; done';
  const orphan = spawn("sh", ["-c", script], {
    detached: true,
    stdio: "ignore",
    env: { ...process.env, ...ledgerEnv({ dir: ledgerDir, run: "r1", owner: dead }), LINE: line, FILE: file },
  });
  const exit = once(orphan, "exit");
  await expect.poll(() => existsSync(file)).toBe(true);
  const slowEngine = async () => {
    await systemClock.sleep(200);
    return noEngine;
  };
  const report = await run(fakeMachine().exec, { engineAt: slowEngine });
  await exit;
  expect(report.failed).toEqual([]);
  expect(existsSync(ledgerDir)).toBe(false);
});

test("the folder of a run that is over goes; one that still has a writer stays", async () => {
  const over = await openLedger({ dir: ledgerDir, run: "over", owner: dead, clock: systemClock });
  await over.close(await over.record({ kind: "path", path: join(root, "a") }));
  expect(await readdir(ledgerDir)).toEqual(["over"]);
  await run(fakeMachine().exec, { alive: () => true });
  expect(await readdir(ledgerDir), "somebody may still write").toEqual(["over"]);
  await run(fakeMachine().exec, { alive: () => false });
  expect(existsSync(ledgerDir), "an empty ledger leaves no trace").toBe(false);
});

test("refuses to remove a path nobody makes in earnest", async () => {
  const ledger = await openLedger({ dir: ledgerDir, run: "r1", owner: dead, clock: systemClock });
  await ledger.record({ kind: "path", path: "/nonexistent-faultline" });
  expect((await run(fakeMachine().exec)).failed).toMatchObject([
    { message: expect.stringContaining("refused") },
  ]);
});

const inPrivate = {
  kind: "kind-cluster",
  name: "faultline-a",
  dockerHost: "unix:///run/private.sock",
} as const;

test("a killed private engine is taken apart by its own stop, which empties it", async () => {
  const ledger = await openLedger({ dir: ledgerDir, run: "r1", owner: dead, clock: systemClock });
  const { engine, stops } = fakeEngine(false);
  await ledger.record({ kind: "engine", root: engine.root });
  await ledger.record(inPrivate);
  const machine = fakeMachine();
  const report = await run(machine.exec, {}, engine);
  expect(report.removed.map(({ what }) => what)).toEqual([
    `private engine ${engine.root}`,
    "kind-cluster faultline-a",
  ]);
  expect(machine.calls, "nobody would answer").toEqual([]);
  expect(stops[0]).toBe(true);
  expect((await ledger.entries()).filter(({ state }) => state === "open")).toEqual([]);
});

test("a kept environment holds its engine up until it is removed itself", async () => {
  const ledger = await openLedger({ dir: ledgerDir, run: "r1", owner: dead, clock: systemClock });
  await ledger.record(inPrivate, { kept: true });
  const first = fakeEngine(true);
  await run(fakeMachine().exec, {}, first.engine);
  expect(first.stops, "kept leases are respected").toEqual([false]);
  const second = fakeEngine(true);
  await run(fakeMachine().exec, { run: "r1" }, second.engine);
  expect(second.stops, "nothing kept is left").toEqual([true]);
});

test("strays named faultline-… go from an engine only kept environments use; others' things stay", async () => {
  const ledger = await openLedger({ dir: ledgerDir, run: "r1", owner: dead, clock: systemClock });
  await ledger.record(inPrivate, { kept: true });
  const removed: string[] = [];
  const exec: Exec = async (_file, args) => {
    if (args[0] === "ps")
      return {
        ...ended,
        stdout:
          "faultline-a-control-plane\tfaultline-a\nfaultline-lost\t\nk3d-faultline-b-server-0\t\nk3d-mine-server-0\t",
      };
    if (args[1] === "ls")
      return { ...ended, stdout: args[0] === "network" ? "faultline-a\nfaultline-old\nbridge" : "" };
    removed.push(args.join(" "));
    return ended;
  };
  await run(exec, {}, fakeEngine(true).engine);
  expect(removed).toEqual([
    "rm -f -v faultline-lost",
    "rm -f -v k3d-faultline-b-server-0",
    "network rm faultline-old",
  ]);
});
