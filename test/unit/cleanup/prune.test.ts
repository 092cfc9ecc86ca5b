import { existsSync } from "node:fs";
import { mkdir, readdir } from "node:fs/promises";
import { join } from "node:path";
import { beforeEach, expect, test } from "vitest";
import type { Exec } from "../../../base/exec.ts";
import { openLedger } from "../../../base/ledger/open-ledger.ts";
import { systemClock } from "../../../base/system-clock.ts";
import { tempFolder } from "../../temp-folder.ts";
import { dead, dockerHost, ended, fakeMachine, pruning } from "./fake-machine.ts";

let root: string;
let ledgerDir: string;
beforeEach(() => {
  root = tempFolder("prune");
  ledgerDir = join(root, "ledger");
});
const run = pruning(() => ledgerDir);

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
