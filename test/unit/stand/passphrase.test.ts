import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "vitest";
import { passphraseFile } from "../../../harness/stand/passphrase.ts";
import { tempFolder } from "../../temp-folder.ts";

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
