import { rm } from "node:fs/promises";
import { join } from "node:path";
import type { Clock } from "../../../base/clock.ts";
import type { Exec } from "../../../base/exec.ts";
import { isAlive } from "../../../base/ledger/owner.ts";
import { withLock } from "../../../base/lock.ts";
import { type EnginePaths, enginePaths } from "../private/engine-paths.ts";
import { type EngineRecord, readEngineRecord, removeEngineRecord } from "../private/engine-record.ts";
import { KEPT, openLeases } from "../private/leases.ts";
import { startDaemon } from "../private/start-daemon.ts";
import { clearContainers, hasContainers } from "./clear-containers.ts";
import { restoreHostSettings } from "./host-settings.ts";
import { restoreMachine } from "./machine-state.ts";
import { dropOldImages } from "./old-images.ts";
import { unmountBelow } from "./sweep-mounts.ts";
import { containerProcesses, engineProcesses, killAll, removeCgroups } from "./sweep-processes.ts";

export interface StopEngineOptions {
  readonly root: string;
  readonly exec: Exec;
  readonly clock: Clock;
  /** Stop although kept environments hold it; running processes that hold it are still respected. */
  readonly dropKept?: boolean;
}

/**
 * Stops the private engine under `root` and undoes what it changed, also when everything of it was killed: containers,
 * processes, interfaces, firewall rules, mounts, cgroups, kernel settings. Images stay in the cache.
 * False when there was none, or somebody still uses it.
 */
export function stopEngine(options: StopEngineOptions): Promise<boolean> {
  return withLock(options.root, async () => (await stopHeld(options)) === "stopped", options);
}

/** `stopEngine`, then its state folder goes too. Images stay in the cache, for `faultline toolchain prune --all`. */
export function removeEngine(options: StopEngineOptions): Promise<boolean> {
  const remove = async () => {
    const outcome = await stopHeld(options);
    if (outcome === "in use") return false;
    await rm(options.root, { recursive: true, force: true });
    return outcome === "stopped";
  };
  return withLock(options.root, remove, options);
}

async function stopHeld(options: StopEngineOptions): Promise<"stopped" | "absent" | "in use"> {
  const leases = openLeases(options.root);
  const holders = await leases.holders();
  if (holders.some((name) => !(options.dropKept && name.startsWith(KEPT)))) return "in use";
  const record = await readEngineRecord(options.root);
  if (record) await undoEngine(options, record);
  await leases.dropAll();
  return record ? "stopped" : "absent";
}

/** The work of `stopEngine` for a caller that holds the lock. */
export async function undoEngine(
  { root, exec, clock }: Omit<StopEngineOptions, "dropKept">,
  record: EngineRecord,
): Promise<void> {
  const { programs, dataRoot } = record;
  if (record.kind === "host" || !programs || !dataRoot) {
    await restoreHostSettings(record.before.settings);
    await removeEngineRecord(root);
    return;
  }
  const paths = enginePaths(root);
  // Killed with containers in it: only a daemon can take their layers apart again, so it is started once more.
  const running = record.daemon && isAlive(record.daemon);
  if (!running && (await hasContainers(dataRoot))) {
    await sweep(paths, dataRoot, exec, clock);
    await startDaemon({ paths, programs, dataRoot, clock, record, leavesStopped: true }).catch(
      () => undefined,
    );
  }
  const daemon = (await readEngineRecord(root))?.daemon;
  if (daemon && isAlive(daemon)) {
    const engine = { exec, docker: join(programs, "docker"), dockerHost: paths.dockerHost };
    await clearContainers(engine);
    await dropOldImages(engine);
    process.kill(daemon.pid, "SIGTERM");
    for (const until = clock.now() + 20_000; isAlive(daemon) && clock.now() < until; ) await clock.sleep(50);
  }
  await sweep(paths, dataRoot, exec, clock);
  await restoreMachine(exec, programs, record.before);
  await Promise.all(
    [paths.execRoot, paths.socket, paths.pidFile].map((path) => rm(path, { recursive: true, force: true })),
  );
  await removeEngineRecord(root);
}

async function sweep(paths: EnginePaths, dataRoot: string, exec: Exec, clock: Clock): Promise<void> {
  await killAll(() => engineProcesses(paths.root), clock);
  await killAll(() => containerProcesses(paths.cgroup), clock);
  await unmountBelow(exec, [paths.execRoot, dataRoot]);
  await removeCgroups(paths.cgroup);
}
