import { rmSync } from "node:fs";
import { mkdir, rm } from "node:fs/promises";
import type { Context } from "./context.ts";

/** Gives `work` a private folder and removes it afterwards; in the ledger meanwhile, as a killed process cannot remove it. */
export async function withScratch<T>(
  context: Context,
  name: string,
  work: (folder: string) => Promise<T>,
): Promise<T> {
  const { prefix, open } = context.scratch;
  const folder = `${prefix}-${name}`;
  const ledger = await context.ledger();
  const entry = await ledger.record({ kind: "path", path: folder });
  open.add(folder);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
    open.delete(folder);
    await ledger.close(entry);
  }
}

/** What `work` cannot remove any more because the process ends now. */
export function dropScratch(context: Context): void {
  for (const folder of context.scratch.open) rmSync(folder, { recursive: true, force: true });
}
