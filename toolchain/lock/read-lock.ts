import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { complaintsOf, placedYaml } from "../../base/text/placed-yaml.ts";
import { LockFileInvalid } from "../errors.ts";
import { type Lock, type LockedComponent, lockSchema } from "./schema.ts";

const LOCK_FILE = fileURLToPath(new URL("../lock.yaml", import.meta.url));

/** Reads and checks a lock file (this project's own by default). @throws LockFileInvalid with file:line:column. */
export async function readLock(file: string = LOCK_FILE): Promise<Lock> {
  return parseLock(await readFile(file, "utf8"), file);
}

/** The same from text; `file` is only for messages. */
export function parseLock(text: string, file: string): Lock {
  const placed = placedYaml(text, file);
  if (placed.errors.length > 0) throw new LockFileInvalid(placed.errors.join("\n"));
  const result = lockSchema.safeParse(placed.value());
  if (result.success) return result.data;
  throw new LockFileInvalid(complaintsOf(placed, result.error).join("\n"));
}

/** The entry of a component that must be there; LockFileInvalid otherwise. */
export function lockedComponent(lock: Lock, name: string): LockedComponent {
  const entry = lock.components[name];
  if (!entry)
    throw new LockFileInvalid(`${LOCK_FILE}: component "${name}" is missing; add it under components`);
  return entry;
}

/** Full name of a component's released image. @throws LockFileInvalid where the lock file names none. */
export function releasedImageOf(lock: Lock, name: string): string {
  const { released } = lockedComponent(lock, name);
  if (released && "image" in released) return released.image;
  throw new LockFileInvalid(`${LOCK_FILE}: component "${name}" has no released.image`);
}
