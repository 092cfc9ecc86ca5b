import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "vitest";
import { writeWhole } from "../../../base/write-whole.ts";
import { tempFolder } from "../../temp-folder.ts";

it("a reader finds one content or the other at every moment, and nothing is left beside it", async () => {
  const path = join(tempFolder("whole"), "kubeconfig");
  const contents = ["a", "b"].map((letter) => letter.repeat(200_000));
  await writeWhole(path, contents[0] ?? "", 0o600);
  let writing = true;
  const seen = new Set<string>();
  const reading = (async () => {
    while (writing) seen.add(await readFile(path, "utf8"));
  })();
  for (let round = 0; round < 20; round += 1) await writeWhole(path, contents[round % 2] ?? "", 0o600);
  writing = false;
  await reading;
  expect([...seen].filter((text) => !contents.includes(text)).map(({ length }) => length)).toEqual([]);
  expect(await readdir(join(path, ".."))).toEqual(["kubeconfig"]);
  expect((await stat(path)).mode & 0o777).toBe(0o600);
});
