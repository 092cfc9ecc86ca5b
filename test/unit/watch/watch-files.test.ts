import { rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, onTestFinished, test } from "vitest";
import { watchFiles } from "../../../harness/watch/watch-files.ts";
import { tempFolder } from "../../temp-folder.ts";

const POLL_MS = 20;

async function followed() {
  const file = join(tempFolder("saves"), "one.ts");
  await writeFile(file, "first");
  const files = watchFiles(POLL_MS);
  onTestFinished(files.close);
  files.follow([file]);
  await sleep(POLL_MS * 5);
  const { signal } = new AbortController();
  return { file, files, signal };
}

test("a save is noticed that writes the file, that renames another to it, and that removes it first", async () => {
  const { file, files, signal } = await followed();
  await writeFile(file, "second");
  await files.saved(signal);
  await writeFile(`${file}~`, "third!");
  await rename(`${file}~`, file);
  await files.saved(signal);
  await rm(file);
  await sleep(POLL_MS * 5);
  await writeFile(file, "fourth");
  await files.saved(signal);
});

test("what is saved while nobody waits is not lost, and counts once", async () => {
  const { file, files, signal } = await followed();
  await writeFile(file, "second");
  await sleep(POLL_MS * 10);
  await files.saved(signal);
  const again = files.saved(AbortSignal.timeout(POLL_MS * 10)).then(() => "saved");
  await expect(again).rejects.toMatchObject({ name: "TimeoutError" });
});

test("a file that is no longer followed, or is gone, is no save", async () => {
  const { file, files } = await followed();
  await rm(file);
  await expect(files.saved(AbortSignal.timeout(POLL_MS * 10))).rejects.toMatchObject({
    name: "TimeoutError",
  });
  files.follow([]);
  await writeFile(file, "again");
  await expect(files.saved(AbortSignal.timeout(POLL_MS * 10))).rejects.toMatchObject({
    name: "TimeoutError",
  });
});
