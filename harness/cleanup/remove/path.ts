import { lstat, rm } from "node:fs/promises";
import { homedir } from "node:os";
import { isAbsolute, normalize } from "node:path";
import { RemovalFailed } from "./errors.ts";

/** Removes a file or a whole folder; false when it was gone. Refuses what nobody records in earnest. */
export async function removePath(path: string): Promise<boolean> {
  const clean = normalize(path);
  if (!isAbsolute(clean) || clean.split("/").filter(Boolean).length < 2 || clean === homedir()) {
    throw new RemovalFailed(`rm -r ${path}`, 1, "refused: not a path faultline makes");
  }
  const there = await lstat(clean).then(
    () => true,
    () => false,
  );
  await rm(clean, { recursive: true, force: true, maxRetries: 3 });
  return there;
}
