import { spawnSync } from "node:child_process";
import { mkdir, readdir, readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "vitest";
import { passphraseFile, removeStaleLocks } from "../../../harness/stand/backend.ts";
import { tempFolder } from "../../temp-folder.ts";

it("removes the lock of a process that is gone and respects a living one's", async () => {
  const backend = tempFolder("stand");
  const folder = join(backend, ".pulumi/locks/organization/faultline/one");
  await mkdir(folder, { recursive: true });
  const { pid: dead } = spawnSync("true");
  await writeFile(join(folder, "dead.json"), JSON.stringify({ pid: dead }));
  await writeFile(join(folder, "alive.json"), JSON.stringify({ pid: process.pid }));
  await writeFile(join(folder, "half.json"), "{");
  await removeStaleLocks(backend, "one");
  expect(await readdir(folder)).toEqual(["alive.json", "half.json"]);
});

it("finds nothing to do where there is no backend yet", async () => {
  await expect(removeStaleLocks("/nonexistent", "one")).resolves.toBeUndefined();
});

it("gives all who come at once one whole passphrase that only the owner can read", async () => {
  const folder = tempFolder("stand");
  const seen = await Promise.all(
    Array.from({ length: 12 }, async () => readFile(await passphraseFile(folder), "utf8")),
  );
  expect(new Set(seen).size).toBe(1);
  expect(seen[0]?.length).toBeGreaterThanOrEqual(32);
  expect((await stat(join(folder, "passphrase"))).mode & 0o777).toBe(0o600);
  expect(await readdir(folder)).toEqual(["passphrase"]);
});
