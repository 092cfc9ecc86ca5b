import { spawnSync } from "node:child_process";
import { mkdir, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "vitest";
import { removeStaleLocks } from "../../../harness/stand/stale-locks.ts";
import { tempFolder } from "../../temp-folder.ts";

it("removes the lock of a process that is gone and respects a living one's", async () => {
  const backend = tempFolder("stand");
  const folder = join(backend, ".pulumi/locks/organization/faultline/one");
  await mkdir(folder, { recursive: true });
  const { pid: dead } = spawnSync("true");
  await writeFile(join(folder, "dead.json"), JSON.stringify({ pid: dead }));
  await writeFile(join(folder, "alive.json"), JSON.stringify({ pid: process.pid }));
  await writeFile(join(folder, "half.json"), "{");
  await removeStaleLocks(backend, "faultline", "one");
  expect(await readdir(folder)).toEqual(["alive.json", "half.json"]);
});

it("finds nothing to do where there is no backend yet", async () => {
  await expect(removeStaleLocks("/nonexistent", "faultline", "one")).resolves.toBeUndefined();
});
