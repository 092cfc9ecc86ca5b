import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { expect, test } from "vitest";
import { systemExec } from "../../../../base/exec.ts";
import { findHostTool } from "../../../../toolchain/host/find-tool.ts";
import { tempFolder } from "../../../temp-folder.ts";

/** A folder with a fake program that answers any call with `says`. */
function folderWith(name: string, says: string, code = 0): string {
  const folder = tempFolder("toolchain");
  writeFileSync(join(folder, name), `#!/bin/sh\necho '${says}'\nexit ${code}\n`);
  chmodSync(join(folder, name), 0o755);
  return folder;
}

const find = (name: string, accepts: string, ...folders: string[]) =>
  findHostTool({ name, accepts, exec: systemExec, path: folders.join(delimiter) });

test("a tool in an accepted version is used where it lies", async () => {
  const folder = folderWith("kubectl", "Client Version: v1.32.9\nKustomize Version: v5.5.0");
  expect(await find("kubectl", "1.32.x", "/nowhere", folder)).toEqual({
    path: join(folder, "kubectl"),
    version: "1.32.9",
  });
});

test.each([
  ["another minor", "Client Version: v1.31.4", 0],
  ["a vendor's dispatcher of the right minor", "Client Version: v1.32.4-dispatcher", 0],
  ["no version at all", "hello", 0],
  ["a failure", "Client Version: v1.32.5", 1],
])("%s is not used", async (_, says, code) => {
  expect(await find("kubectl", "1.32.x", folderWith("kubectl", says, code))).toBeUndefined();
});

test("only the first on PATH counts, as that is what a person would have run", async () => {
  const [old, right] = [
    folderWith("kind", "kind v0.20.0 go1.20 linux/amd64"),
    folderWith("kind", "kind v0.27.0 go1.23 linux/amd64"),
  ];
  expect(await find("kind", "0.27.x", old, right)).toBeUndefined();
  expect(await find("kind", "0.27.x", right, old)).toMatchObject({ version: "0.27.0" });
});

test("faultline's own program is not the machine's, also through a link", async () => {
  const cache = folderWith("pulumi", "v3.259.0");
  const bin = join(tempFolder("toolchain"), "bin");
  mkdirSync(bin);
  symlinkSync(join(cache, "pulumi"), join(bin, "pulumi"));
  const search = { name: "pulumi", accepts: ">=3.250.0", exec: systemExec, path: bin };
  expect(await findHostTool({ ...search, not: cache })).toBeUndefined();
  expect(await findHostTool(search)).toMatchObject({ version: "3.259.0" });
});
