import { rmSync } from "node:fs";
import { mkdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Exec, systemExec } from "../../base/exec.ts";
import type { LedgerEntry, Thing } from "../../base/ledger/entry.ts";
import type { Ledger } from "../../base/ledger/ledger.ts";
import { ledgerFromEnv } from "../../base/ledger/open-ledger.ts";

/** What the resource types of this plugin act through. */
export interface Context {
  readonly exec: Exec;
  /** Address of the container engine, as DOCKER_HOST. */
  readonly dockerHost: string;
  readonly ledger: () => Promise<Ledger>;
  /** The run this process belongs to, as its ledger entries name it. */
  readonly run: string;
  /** Folder with Helm charts, `<name>-<version>` each; undefined where nobody said. */
  readonly charts: string | undefined;
  /** Where files that live as long as one call go: a path that folder names are appended to, and those there are now. */
  readonly scratch: { readonly prefix: string; readonly open: Set<string> };
}

const DEFAULT_DOCKER_HOST = "unix:///var/run/docker.sock";

export function contextFrom(env: NodeJS.ProcessEnv): Context {
  let ledger: Promise<Ledger> | undefined;
  return {
    exec: systemExec,
    dockerHost: env.DOCKER_HOST || DEFAULT_DOCKER_HOST,
    ledger: () => {
      ledger ??= ledgerFromEnv(env);
      return ledger;
    },
    charts: env.FAULTLINE_CHARTS,
    run: env.FAULTLINE_RUN ?? "by-hand",
    scratch: { prefix: join(tmpdir(), `faultline-plugin-${process.pid}`), open: new Set() },
  };
}

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

/** Open entries of things in this engine. */
export async function openEntries(
  context: Context,
  isMeant: (thing: Thing) => boolean,
): Promise<readonly LedgerEntry[]> {
  const entries = await (await context.ledger()).entries();
  return entries.filter(
    ({ state, thing }) =>
      state === "open" && "dockerHost" in thing && thing.dockerHost === context.dockerHost && isMeant(thing),
  );
}

/** Closes them; also of what was recorded and then never made. */
export async function closeEntries(context: Context, isMeant: (thing: Thing) => boolean): Promise<void> {
  const ledger = await context.ledger();
  for (const { id } of await openEntries(context, isMeant)) await ledger.close(id);
}

/** Containers and volumes by the beginning and the rest of their name: those of a cluster whose name begins alike have another rest. */
export const containersAndVolumes =
  (prefix: string, rest: RegExp) =>
  (thing: Thing): boolean =>
    (thing.kind === "container" || thing.kind === "volume") &&
    thing.name.startsWith(prefix) &&
    rest.test(thing.name.slice(prefix.length));
