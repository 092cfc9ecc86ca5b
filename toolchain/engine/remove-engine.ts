import { rm } from "node:fs/promises";
import { readEngineRecord } from "./engine-record.ts";
import { type StopEngineOptions, stopEngine } from "./stop-engine.ts";

/**
 * `stopEngine`, then the engine's state folder goes too; with `images` also its data root in the cache, so that nothing of it
 * is on the disk. False when there was none, or a running process uses it.
 */
export async function removeEngine(
  options: StopEngineOptions & { readonly images?: boolean },
): Promise<boolean> {
  const record = await readEngineRecord(options.root);
  const stopped = await stopEngine(options);
  if (!stopped && record) return false;
  await rm(options.root, { recursive: true, force: true });
  if (options.images && record?.dataRoot) await rm(record.dataRoot, { recursive: true, force: true });
  return stopped;
}
