import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, open, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Clock } from "../../../base/clock.ts";
import { isAlive, type Owner, ownerOf } from "../../../base/ledger/owner.ts";
import { EngineStartFailed } from "../errors.ts";
import { daemonVersion } from "../find/docker-api.ts";
import { ENGINE_POOL } from "../undo/firewall-remains.ts";
import { ENGINE_MARK } from "../undo/sweep-processes.ts";
import type { EnginePaths } from "./engine-paths.ts";
import { type EngineRecord, writeEngineRecord } from "./engine-record.ts";

/** The address nobody has (RFC 7600). */
const NOBODY = "192.0.0.8";

export interface DaemonStart {
  readonly paths: EnginePaths;
  readonly programs: string;
  readonly dataRoot: string;
  readonly clock: Clock;
  /** Gets the daemon's identity BEFORE it runs. */
  readonly record: EngineRecord;
  readonly signal?: AbortSignal;
  /** Containers that were killed with the last daemon stay stopped, whatever their restart policy: kind's nodes have one. */
  readonly leavesStopped?: true;
}

/** Milliseconds dockerd gets until its socket answers; 1-3 s is usual. */
const START_TIMEOUT_MS = 60_000;

/**
 * Starts dockerd in a session of its own and waits until it answers. The caller holds the engine lock.
 * @throws EngineStartFailed naming the log when it ends or does not answer within a minute.
 */
export async function startDaemon(start: DaemonStart): Promise<void> {
  const { paths, clock } = start;
  await mkdir(paths.execRoot, { recursive: true });
  await mkdir(dirname(paths.socket), { recursive: true, mode: 0o700 });
  await mkdir(start.dataRoot, { recursive: true });
  await writeFile(configFile(paths), "{}\n");
  // A pid file of a dead daemon whose pid was given to another process would stop this one.
  await rm(paths.pidFile, { force: true });
  const log = await open(paths.log, "w");
  // The shell waits for a line before it becomes dockerd: same pid, same start time, already in the record.
  const child = spawn(
    "/bin/sh",
    ["-c", 'read -r go || exit 1; exec "$@" </dev/null', "sh", ...command(start)],
    {
      detached: true,
      stdio: ["pipe", log.fd, log.fd],
      cwd: "/",
      env: { ...process.env, PATH: `${start.programs}:${process.env.PATH}`, [ENGINE_MARK]: paths.root },
    },
  );
  await once(child, "spawn");
  await log.close();
  const daemon = ownerOf(child.pid ?? 0);
  await writeEngineRecord(paths.root, { ...start.record, daemon });
  child.stdin?.end("go\n");
  child.unref();
  await answering(daemon, start, clock);
}

async function answering(daemon: Owner, { paths, signal }: DaemonStart, clock: Clock): Promise<void> {
  const until = clock.now() + START_TIMEOUT_MS;
  while (!(await daemonVersion(paths.dockerHost))) {
    const ended = !isAlive(daemon);
    if (ended || clock.now() > until) {
      const lines = (await readFile(paths.log, "utf8").catch(() => ""))
        .trim()
        .split("\n")
        .slice(-4)
        .join("\n");
      const what = ended ? "ended at once" : `did not answer within ${START_TIMEOUT_MS / 1000} s`;
      throw new EngineStartFailed(`The private Docker engine ${what}; its log is ${paths.log}:\n${lines}`);
    }
    await clock.sleep(50, signal);
  }
}

/** An empty one, so that the machine's own /etc/docker/daemon.json has no say. */
function configFile({ root }: EnginePaths): string {
  return join(root, "daemon.json");
}

function command({ paths, programs, dataRoot, leavesStopped }: DaemonStart): string[] {
  return [
    join(programs, "dockerd"),
    `--config-file=${configFile(paths)}`,
    `--host=${paths.dockerHost}`,
    `--data-root=${dataRoot}`,
    `--exec-root=${paths.execRoot}`,
    `--pidfile=${paths.pidFile}`,
    `--cgroup-parent=/${paths.cgroup}`,
    "--exec-opt=native.cgroupdriver=cgroupfs",
    "--storage-driver=overlay2",
    // No default bridge: a container outside a sealed network has no network at all.
    "--bridge=none",
    `--default-address-pool=base=${ENGINE_POOL},size=24`,
    // Containers ask for outside names from within the seal, never through a resolver on the machine's own loopback.
    `--dns=${NOBODY}`,
    "--log-level=warn",
    "--shutdown-timeout=5",
    ...(leavesStopped ? ["--restart=false"] : []),
  ];
}
