import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { readWaivers } from "../../../../harness/report/diff/waivers.ts";
import { tempFolder } from "../../../temp-folder.ts";

async function waiversIn(text: string) {
  const path = join(tempFolder("waivers"), "waivers.txt");
  await writeFile(path, text);
  return readWaivers(path).catch((error: Error) => error.message.replace(path, "waivers.txt"));
}

test("a line a waiver, with comments and empty lines between", async () => {
  const text = "# known\n\n  a/kind-1/x=2026-12-31: waits for upstream\nb/kind-1/y=2027-01-31: slow # disk\n";
  expect(await waiversIn(text)).toEqual([
    { cell: "a/kind-1/x", until: "2026-12-31", reason: "waits for upstream" },
    { cell: "b/kind-1/y", until: "2027-01-31", reason: "slow # disk" },
  ]);
});

test.each([
  ["a/kind-1/x: why\n", "waivers.txt:1:1: is not <cell>=<yyyy-mm-dd>: <reason>"],
  ["\n  a/kind-1/x=2026-13-01: why\n", "waivers.txt:2:3: is not <cell>=<yyyy-mm-dd>: <reason>"],
  ["a/k/x=2026-12-31: why\na/k/x=2026-12-30: who\n", "waivers.txt:2:1: a/k/x is waived twice; leave one out"],
])("%j is named with line and column", async (text, message) => {
  expect(await waiversIn(text)).toBe(message);
});
