import { existsSync } from "node:fs";
import { mkdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { openLedger } from "../../../base/ledger/open-ledger.ts";
import { systemClock } from "../../../base/system-clock.ts";
import { freshMachine } from "./faultline.ts";

const dockerHost = "unix:///nowhere/docker.sock";

async function machineWithRemains() {
  const machine = await freshMachine();
  const dir = join(machine.env.FAULTLINE_STATE_DIR, "ledger");
  const owner = { pid: 4_000_000, startTicks: "1" };
  const ledger = await openLedger({ dir, run: "20261122-100000-dead", owner, clock: systemClock });
  const folder = join(machine.root, "state", "runs", "20261122-100000-dead");
  await mkdir(folder, { recursive: true });
  await ledger.record({ kind: "path", path: folder });
  await ledger.record({ kind: "kind-cluster", name: "faultline-dead-1", dockerHost });
  return { ...machine, folder, ledger };
}

test("on an empty machine there is nothing to remove, and nothing is made", async () => {
  const machine = await freshMachine();
  expect(await machine.run(["prune"])).toEqual({ exit: 0, stdout: "nothing to remove\n", stderr: "" });
  const { stdout } = await machine.run(["prune", "-o", "json"]);
  expect(JSON.parse(stdout)).toEqual({
    schema: "faultline/prune@1",
    dryRun: false,
    removed: [],
    failed: [],
    left: [],
  });
  expect(await machine.created()).toEqual([]);
});

test("what a killed run left goes, and a second prune has nothing to do", async () => {
  const machine = await machineWithRemains();
  const dry = await machine.run(["prune", "--dry-run"], { FAKE_DOCKER_PS: "abc" });
  expect(dry.stdout).toContain("would remove kind-cluster faultline-dead-1 (run 20261122-100000-dead)");
  expect(existsSync(machine.folder)).toBe(true);

  const { exit, stdout } = await machine.run(["prune"], { FAKE_DOCKER_PS: "abc" });
  expect(stdout).toBe(
    `removed kind-cluster faultline-dead-1 (run 20261122-100000-dead)\nremoved ${machine.folder} (run 20261122-100000-dead)\n`,
  );
  expect(exit).toBe(0);
  expect(await readFile(machine.env.FAKE_LOG, "utf8")).toContain("docker rm -f -v abc");
  expect(existsSync(machine.folder)).toBe(false);
  expect((await machine.ledger.entries()).filter(({ state }) => state === "open")).toEqual([]);
  expect((await machine.run(["prune"])).stdout).toBe("nothing to remove\n");
});

test("an engine that does not answer is exit code 3, and the cluster is not forgotten", async () => {
  const machine = await machineWithRemains();
  const silent = { FAKE_DOCKER_ERROR: "Cannot connect to the Docker daemon at unix:///nowhere/docker.sock." };
  const { exit, stdout } = await machine.run(["prune"], silent);
  expect(stdout).toMatch(/^could not remove kind-cluster faultline-dead-1 .*start it and prune again/m);
  expect(exit).toBe(3);
  const open = (await machine.ledger.entries()).filter(({ state }) => state === "open");
  expect(open.map(({ thing }) => thing.kind)).toEqual(["kind-cluster"]);
});

test("what is kept stays where asked, and goes with a plain prune", async () => {
  const machine = await freshMachine();
  const dir = join(machine.env.FAULTLINE_STATE_DIR, "ledger");
  const owner = { pid: 4_000_000, startTicks: "1" };
  const ledger = await openLedger({ dir, run: "kept-run", owner, clock: systemClock, kept: true });
  const folder = join(machine.root, "state", "runs", "kept-run");
  await mkdir(folder, { recursive: true });
  await ledger.record({ kind: "path", path: folder });
  expect((await machine.run(["prune", "--leave-kept"])).stdout).toBe(
    "left 1 thing: run kept-run, kept; faultline prune --run kept-run removes it\n",
  );
  expect(existsSync(folder)).toBe(true);
  expect((await machine.run(["prune"])).stdout).toBe(`removed ${folder} (run kept-run)\n`);
  expect(existsSync(folder)).toBe(false);
});
