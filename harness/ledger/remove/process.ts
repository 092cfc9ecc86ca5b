import { readdirSync, readFileSync } from "node:fs";
import type { Clock } from "../../seams/clock.ts";
import { isAlive, type Owner } from "../owner.ts";
import { RemovalFailed } from "./errors.ts";

/** Milliseconds a process gets between SIGTERM and SIGKILL, and after SIGKILL to be gone. */
const GRACE_MS = 3_000;
const POLL_MS = 50;

/** Ends exactly this process and the group it leads; false when it was gone. A later process with its pid is left alone. */
export async function removeProcess(target: Owner, clock: Clock): Promise<boolean> {
  if (!isAlive(target)) return false;
  const pids = leadsGroup(target.pid) ? -target.pid : target.pid;
  for (const signal of ["SIGTERM", "SIGKILL"] as const) {
    signalQuietly(pids, signal);
    const until = clock.now() + GRACE_MS;
    while (clock.now() < until) {
      if (!isAlive(target)) {
        // What the leader's end left of its group must not go on making things.
        if (pids < 0) signalQuietly(pids, "SIGKILL");
        return true;
      }
      await clock.sleep(POLL_MS);
    }
  }
  throw new RemovalFailed(`kill -9 ${target.pid}`, 1, "the process does not end");
}

/** Processes that inherited FAULTLINE_RUN and FAULTLINE_OWNER from a run: workers, Pulumi, its plugins. */
export function processesOfRun(run: string, owner: string): readonly number[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => {
      const environ = environOf(pid);
      return environ.has(`FAULTLINE_RUN=${run}`) && environ.has(`FAULTLINE_OWNER=${owner}`);
    });
}

function environOf(pid: number): ReadonlySet<string> {
  try {
    return new Set(readFileSync(`/proc/${pid}/environ`, "utf8").split("\0"));
  } catch {
    return new Set();
  }
}

/** Field 5 of /proc/<pid>/stat is the process group. */
function leadsGroup(pid: number): boolean {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    return stat.slice(stat.lastIndexOf(")") + 2).split(" ")[2] === String(pid);
  } catch {
    return false;
  }
}

function signalQuietly(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // It ended in between, which is what is wanted.
  }
}
