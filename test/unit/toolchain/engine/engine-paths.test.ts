import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { idleDataRoots } from "../../../../toolchain/engine/private/engine-paths.ts";
import { tempFolder } from "../../../temp-folder.ts";

test("the data root of a running engine is left alone", async () => {
  const [cache, proc] = [tempFolder("toolchain"), tempFolder("toolchain")];
  for (const name of ["aaaa", "bbbb"]) mkdirSync(join(cache, "engine-data", name), { recursive: true });
  mkdirSync(join(proc, "17"));
  writeFileSync(join(proc, "17", "cmdline"), `dockerd\0--data-root=${join(cache, "engine-data", "bbbb")}\0`);
  expect(await idleDataRoots(cache, proc)).toEqual(["aaaa"]);
  expect(await idleDataRoots(tempFolder("toolchain"), proc)).toEqual([]);
});
