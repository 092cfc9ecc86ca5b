import { readdirSync, readlinkSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { linkPrograms } from "../../../toolchain/link-programs.ts";
import { tempFolder } from "../../temp-folder.ts";

test("the same programs share a folder, others have their own, and nothing half-made is left", async () => {
  const root = tempFolder("toolchain");
  const programs = { kind: "/store/kind", docker: "/usr/bin/docker" };
  const folders = await Promise.all([linkPrograms(root, programs), linkPrograms(root, { ...programs })]);
  expect(new Set(folders).size).toBe(1);
  const folder = folders[0] ?? "";
  expect(readdirSync(folder).map((name) => [name, readlinkSync(join(folder, name))])).toEqual([
    ["docker", "/usr/bin/docker"],
    ["kind", "/store/kind"],
  ]);
  expect(await linkPrograms(root, { ...programs, kind: "/store/other" })).not.toBe(folder);
  expect(readdirSync(join(root, "bin"))).toHaveLength(2);
});
