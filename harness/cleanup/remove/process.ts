import { readdirSync, readFileSync } from "node:fs";
import type { Clock } from "../../../base/clock.ts";
import { isAlive, type Owner, ownerOf } from "../../../base/ledger/owner.ts";
import { RemovalFailed } from "./errors.ts";

/** Milliseconds until a killed process must be gone; one in an uninterruptible read takes a moment. */
const GONE_WITHIN_MS = 10_000;
const POLL_MS = 20;

/**
 * Kills exactly this process and the group it leads; false when it was gone. A later process with its pid is left alone.
 * No SIGTERM: what it would tidy up goes anyway, and a tidying process makes new things.
 */
export async function removeProcess(target: Owner, clock: Clock): Promise<boolean> {
  if (!isAlive(target)) return false;
  const leader = leadsGroup(target.pid);
  const until = clock.now() + GONE_WITHIN_MS;
  killQuietly(leader ? -target.pid : target.pid);
  while (isAlive(target)) {
    if (clock.now() > until) throw new RemovalFailed(`kill -9 ${target.pid}`, 1, "the process does not end");
    await clock.sleep(POLL_MS);
  }
  return true;
}

/**
 * Kills every process that inherited a run's environment (workers, Pulumi, its plugins, their kubectl) until there is none:
 * a process may start another while the first die. Found by what they inherited, so renaming or re-parenting hides nothing.
 * Returns the pids of those seen.
 */
export async function removeProcessesOf(
  run: string,
  owner: string,
  clock: Clock,
): Promise<ReadonlySet<number>> {
  const seen = new Set<number>();
  for (const until = clock.now() + GONE_WITHIN_MS; clock.now() < until; await clock.sleep(POLL_MS)) {
    const alive = processesOf(run, owner);
    if (alive.length === 0) return seen;
    for (const { pid } of alive) {
      seen.add(pid);
      killQuietly(pid);
    }
  }
  throw new RemovalFailed(`kill -9 of the processes of run ${run}`, 1, "some do not end");
}

/** A kept environment's processes carry no owner. This process is never one of them. */
function processesOf(run: string, owner: string): readonly Owner[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .filter((pid) => {
      const environ = ifThere(() => readFileSync(`/proc/${pid}/environ`, "utf8").split("\0")) ?? [];
      const owners = environ.filter((entry) => entry.startsWith("FAULTLINE_OWNER="));
      return environ.includes(`FAULTLINE_RUN=${run}`) && owners.every((entry) => entry.endsWith(`=${owner}`));
    })
    .flatMap((pid) => ifThere(() => ownerOf(Number(pid))) ?? [])
    .filter(isAlive);
}

/** Field 5 of /proc/<pid>/stat is the process group. */
function leadsGroup(pid: number): boolean {
  const stat = ifThere(() => readFileSync(`/proc/${pid}/stat`, "utf8")) ?? "";
  return stat.slice(stat.lastIndexOf(")") + 2).split(" ")[2] === String(pid);
}

function killQuietly(pid: number): void {
  ifThere(() => process.kill(pid, "SIGKILL"));
}

/** Undefined when the process ended in between, which is what is wanted. */
function ifThere<T>(look: () => T): T | undefined {
  try {
    return look();
  } catch {
    return undefined;
  }
}
