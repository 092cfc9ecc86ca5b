import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import type { Context } from "./context.ts";

/** Gives `work` a private folder and removes it afterwards; in the ledger meanwhile, as a killed process cannot remove it. */
export async function withScratch<T>(
  context: Context,
  name: string,
  work: (folder: string) => Promise<T>,
): Promise<T> {
  const folder = join(context.scratch, name);
  const ledger = await context.ledger();
  const entry = await ledger.record({ kind: "path", path: folder });
  await mkdir(folder, { recursive: true, mode: 0o700 });
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
    await ledger.close(entry);
  }
}
