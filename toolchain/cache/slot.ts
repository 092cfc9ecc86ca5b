import { readFile, stat, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";

/** What the cache knows of one finished output; `made.json` in its slot, written before the slot appears. */
const madeSchema = z.object({
  component: z.string(),
  version: z.string(),
  key: z.string(),
  /** ISO 8601. */
  madeAt: z.string(),
  /** Seconds it took on this machine. */
  seconds: z.number(),
  /** Bytes of the output. */
  bytes: z.number(),
  /** "sha256:…" over its files. */
  digest: z.string(),
  log: z.string(),
});

export type Made = z.infer<typeof madeSchema>;

export const outputOf = (slot: string): string => join(slot, "output");

export async function writeMade(slot: string, made: Made): Promise<void> {
  await writeFile(join(slot, "made.json"), `${JSON.stringify(made, null, 2)}\n`);
}

/** Undefined when the slot is absent. A slot is renamed into place whole, so one without a readable note was tampered with: absent too. */
export async function readMade(slot: string): Promise<Made | undefined> {
  try {
    return madeSchema.parse(JSON.parse(await readFile(join(slot, "made.json"), "utf8")));
  } catch {
    return undefined;
  }
}

/** The note's modification time is when the slot was last used; `prune --older-than` goes by it. */
export async function markUsed(slot: string, now: number): Promise<void> {
  await utimes(join(slot, "made.json"), now / 1000, now / 1000);
}

/** Milliseconds since the epoch. */
export async function lastUsed(slot: string): Promise<number> {
  return (await stat(join(slot, "made.json"))).mtimeMs;
}
