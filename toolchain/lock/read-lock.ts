import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { isMap, isNode, LineCounter, type Node, parseDocument } from "yaml";
import type { z } from "zod";
import { LockFileInvalid } from "../errors.ts";
import { type Lock, type LockedComponent, lockSchema } from "./schema.ts";

const LOCK_FILE = fileURLToPath(new URL("../lock.yaml", import.meta.url));

/** Reads and checks a lock file (this project's own by default). @throws LockFileInvalid with file:line:column. */
export async function readLock(file: string = LOCK_FILE): Promise<Lock> {
  return parseLock(await readFile(file, "utf8"), file);
}

/** The same from text; `file` is only for messages. */
export function parseLock(text: string, file: string): Lock {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const at = (offset: number) => {
    const { line, col } = lines.linePos(offset);
    return `${file}:${line}:${col}`;
  };
  if (document.errors.length > 0) {
    throw new LockFileInvalid(
      document.errors.map((error) => `${at(error.pos[0])}: ${error.message}`).join("\n"),
    );
  }
  const result = lockSchema.safeParse(document.toJS());
  if (result.success) return result.data;
  const told = result.error.issues.flatMap(flatten).map(({ path, message }) => {
    const offset = nodeAt(document.contents, path)?.range?.[0] ?? 0;
    return `${at(offset)}: ${path.join(".") || "file"}: ${message}`;
  });
  throw new LockFileInvalid(told.join("\n"));
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

interface Told {
  readonly path: readonly PropertyKey[];
  readonly message: string;
}

/** A union's issue says only "invalid input": tell what its closest alternative (fewest complaints, deepest) says. */
function flatten(issue: z.core.$ZodIssue): Told[] {
  if (issue.code === "invalid_union" && issue.errors.length > 0) {
    const depth = (issues: readonly z.core.$ZodIssue[]) =>
      Math.max(...issues.map((each) => each.path.length));
    const [closest = []] = [...issue.errors].sort((a, b) => depth(b) - depth(a) || a.length - b.length);
    return closest.flatMap(flatten).map(({ path, message }) => ({ path: [...issue.path, ...path], message }));
  }
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((key) => ({ path: [...issue.path, key], message: "unknown field" }));
  }
  return [{ path: issue.path, message: issue.message }];
}

/** The node of a path, or of its deepest part that exists; for a map's field the key, as that is what a person looks for. */
function nodeAt(root: unknown, path: readonly PropertyKey[]): Node | undefined {
  let found: Node | undefined = isNode(root) ? root : undefined;
  let here: unknown = root;
  for (const step of path) {
    if (!isMap(here)) break;
    const pair = here.items.find((item) => String(item.key) === String(step));
    if (!pair) break;
    if (isNode(pair.key)) found = pair.key;
    here = pair.value;
  }
  return found;
}
