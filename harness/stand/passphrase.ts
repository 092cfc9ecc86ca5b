import { randomBytes, randomUUID } from "node:crypto";
import { link, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";

/**
 * File with the passphrase that encrypts the run's state, readable by the owner alone; made by whoever comes first.
 * Linked into place when whole, so that a worker that starts at the same time never reads half a passphrase.
 */
export async function passphraseFile(folder: string): Promise<string> {
  const path = join(folder, "passphrase");
  const draft = `${path}.${randomUUID()}`;
  await writeFile(draft, randomBytes(24).toString("base64url"), { mode: 0o600 });
  try {
    await link(draft, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  } finally {
    await rm(draft, { force: true });
  }
  return path;
}
