import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import type { Ledger } from "../../../base/ledger/ledger.ts";
import type { Places } from "../../../base/places.ts";

/** Where a stack moved by hand keeps its state, run after run; `pulumi` by hand uses `backend` as its PULUMI_BACKEND_URL. */
export interface StackFolder {
  readonly path: string;
  readonly backend: string;
  readonly workDir: string;
}

export function stackFolder(places: Places, scenario: string): StackFolder {
  const path = join(places.state, "stacks", scenario);
  return { path, backend: join(path, "backend"), workDir: join(path, "work") };
}

/** Makes the folder, in the ledger first; one that is there already stays as it is. */
export async function makeStackFolder(ledger: Ledger, { path }: StackFolder): Promise<void> {
  if ((await openEntry(ledger, path)) === undefined)
    await ledger.record({ kind: "path", path }, { kept: true });
  await mkdir(path, { recursive: true, mode: 0o700 });
}

/** For when nothing of the stack exists any more. */
export async function removeStackFolder(ledger: Ledger, { path }: StackFolder): Promise<void> {
  await rm(path, { recursive: true, force: true });
  const entry = await openEntry(ledger, path);
  if (entry !== undefined) await ledger.close(entry);
}

async function openEntry(ledger: Ledger, path: string): Promise<string | undefined> {
  const entries = await ledger.entries();
  return entries.find(({ state, thing }) => state === "open" && thing.kind === "path" && thing.path === path)
    ?.id;
}
