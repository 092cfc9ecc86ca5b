import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, expect, test } from "vitest";
import { ledgerEnv, openLedger } from "../../../base/ledger/open-ledger.ts";
import { isAlive, ownerOf } from "../../../base/ledger/owner.ts";
import { systemClock } from "../../../base/system-clock.ts";
import { tempFolder } from "../../temp-folder.ts";
import { dead, fakeMachine, noEngine, pruning } from "./fake-machine.ts";

let root: string;
let ledgerDir: string;
beforeEach(() => {
  root = tempFolder("prune");
  ledgerDir = join(root, "ledger");
});
const run = pruning(() => ledgerDir);

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
