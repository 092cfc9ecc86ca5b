import { rm } from "node:fs/promises";
import { dirname } from "node:path";
import type { Clock } from "../../base/clock.ts";
import type { Exec } from "../../base/exec.ts";
import type { Ledger } from "../../base/ledger/ledger.ts";
import { isAlive, ownerOf } from "../../base/ledger/owner.ts";
import { withLock } from "../../base/lock.ts";
import type { Places } from "../../base/places.ts";
import { EngineImpossible } from "./errors.ts";
import { daemonVersion } from "./find/docker-api.ts";
import { findDaemon } from "./find/find-daemon.ts";
import { otherEngines } from "./find/other-engines.ts";
import { engineDataRoot, enginePaths } from "./private/engine-paths.ts";
import { type EngineRecord, readEngineRecord, writeEngineRecord } from "./private/engine-record.ts";
import { KEPT, openLeases } from "./private/leases.ts";
import { startDaemon } from "./private/start-daemon.ts";
import { raiseInotify, readHostSettings } from "./undo/host-settings.ts";
import { machineBefore } from "./undo/machine-state.ts";
import { stopEngine, undoEngine } from "./undo/stop-engine.ts";

/** How a use of the engine ends. */
export interface EngineRelease {
  /** Keeps a private engine up for the environment of this name. */
  readonly keepFor?: string;
  /** The kept environment of this name is no more. */
  readonly ended?: string;
}

/** A Docker engine in use by this process. */
export interface Engine {
  readonly kind: "host" | "private";
  readonly dockerHost: string;
  readonly version: string;
  /** What this machine cannot do for several nodes, for the user to read. */
  readonly warnings: readonly string[];
  /**
   * Ends this process's use; the last user of a private engine stops it and leaves the machine as it was. With `keepFor` it
   * stays up for a kept environment of that name until `faultline prune`. Calling it twice is harmless.
   */
  release(options?: EngineRelease): Promise<void>;
}

/** The programs of a private engine: `bin` holds dockerd, docker, containerd, runc, iptables, nft and ip. */
interface EnginePrograms {
  readonly bin: string;
}

export interface UseEngineOptions {
  readonly places: Places;
  readonly exec: Exec;
  readonly clock: Clock;
  readonly ledger: Ledger;
  readonly signal?: AbortSignal;
  readonly env?: NodeJS.ProcessEnv;
  /** Called only when no daemon answers and the private engine has to be started. */
  readonly install: () => Promise<EnginePrograms>;
}

/**
 * The daemon this machine has, or the private one, started if it is not running.
 * @throws EngineUnreachable, EngineImpossible (not root), EngineStartFailed.
 */
export async function useEngine(options: UseEngineOptions): Promise<Engine> {
  const { places, clock, signal } = options;
  const paths = enginePaths(places.engine);
  const found = await findDaemon({
    env: options.env ?? process.env,
    exec: options.exec,
    own: paths.dockerHost,
  });
  if (!found && process.getuid?.() !== 0) {
    throw new EngineImpossible(
      "No Docker daemon answers on this machine, and starting one needs root: start Docker (or Podman's Docker socket), or run faultline as root.",
    );
  }
  // Before the lock: installing takes a while, and others may be stopping meanwhile.
  const programs = found ? undefined : await options.install();
  const entry = await options.ledger.record({ kind: "engine", root: places.engine });
  const leases = openLeases(places.engine);
  let lease = "";
  try {
    const begin = async () => {
      const users = await leases.holders();
      lease = await leases.take(ownerOf(process.pid));
      await (programs
        ? ensurePrivate(options, programs.bin, users.length > 0)
        : noteHostSettings(places.engine));
      return tell(await raiseInotify());
    };
    const warnings = await withLock(places.engine, begin, { clock, ...(signal && { signal }) });
    const version = found?.version ?? (await daemonVersion(paths.dockerHost));
    return {
      kind: found ? "host" : "private",
      dockerHost: found?.dockerHost ?? paths.dockerHost,
      version: version?.Version ?? "unknown",
      warnings,
      release: async (release = {}) => {
        await releaseEngine(options, lease, release);
        if (release.keepFor === undefined) await options.ledger.close(entry);
      },
    };
  } catch (error) {
    if (lease) await leases.drop(lease);
    await options.ledger.close(entry);
    throw error;
  }
}

async function ensurePrivate(options: UseEngineOptions, programs: string, inUse: boolean): Promise<void> {
  const { places, exec, clock, signal } = options;
  const paths = enginePaths(places.engine);
  const old = await readEngineRecord(places.engine);
  const runs = old?.daemon && isAlive(old.daemon) && (await daemonVersion(paths.dockerHost));
  if (runs && inUse) return;
  // A daemon nobody uses is what a killed run left: its containers go before anything new comes.
  if (old) await undoEngine({ root: places.engine, exec, clock }, old);
  await refuseNeighbours(options);
  const dataRoot = engineDataRoot(places.cache, places.engine);
  const record: EngineRecord = {
    kind: "private",
    programs,
    dataRoot,
    before: await machineBefore(exec, programs),
  };
  await writeEngineRecord(places.engine, record);
  try {
    await startDaemon({ paths, programs, dataRoot, clock, record, ...(signal && { signal }) });
  } catch (error) {
    await undoEngine({ root: places.engine, exec, clock }, record);
    throw error;
  }
}

async function refuseNeighbours({ places, exec, clock }: UseEngineOptions): Promise<void> {
  for (const root of await otherEngines(places.engine)) {
    if (await stopEngine({ root, exec, clock })) continue;
    throw new EngineImpossible(
      `Another faultline runs its own Docker engine on this machine (${root}), and two would undo each other's firewall: wait for it, use its FAULTLINE_STATE_DIR (${dirname(root)}), or end it with "FAULTLINE_STATE_DIR=${dirname(root)} faultline prune".`,
    );
  }
}

/** With somebody else's daemon only the inotify limit is ours to change and to put back. */
async function noteHostSettings(root: string): Promise<void> {
  if (await readEngineRecord(root)) return;
  const settings = await readHostSettings(["fs/inotify/max_user_instances"]);
  await writeEngineRecord(root, { kind: "host", before: { settings, links: [], firewall: {} } });
}

function releaseEngine(
  options: UseEngineOptions,
  lease: string,
  { keepFor, ended }: EngineRelease,
): Promise<void> {
  const { places, exec, clock } = options;
  const end = async () => {
    const leases = openLeases(places.engine);
    if (keepFor !== undefined) await leases.keep(keepFor);
    if (ended !== undefined) await leases.drop(`${KEPT}${ended}`);
    await leases.drop(lease);
    if ((await leases.holders()).length > 0) return;
    const record = await readEngineRecord(places.engine);
    if (record) await undoEngine({ root: places.engine, exec, clock }, record);
    await rm(places.engine, { recursive: true, force: true });
  };
  return withLock(places.engine, end, { clock });
}

function tell(warning: string | undefined): string[] {
  return warning === undefined ? [] : [warning];
}
