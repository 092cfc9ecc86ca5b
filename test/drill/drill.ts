import { systemExec } from "../../base/exec.ts";
import type { Places } from "../../base/places.ts";
import { systemClock } from "../../base/system-clock.ts";
import { leaksBetween, snapshot } from "./snapshot.ts";
import { CLI, type KillPoint, startRun } from "./started-run.ts";

export interface DrillResult {
  readonly at: KillPoint;
  readonly killedAfterMs: number;
  /** What `faultline prune` says it removed. */
  readonly removed: readonly string[];
  readonly leaks: readonly string[];
}

/** Starts a run, kills the CLI alone with SIGKILL at the point, prunes, and says what is there that was not before. */
export async function drill(at: KillPoint, places: Places): Promise<DrillResult> {
  const before = await snapshot(places, systemExec);
  const run = await startRun({ FAULTLINE_NO_REAPER: "1" });
  await run.reached(at);
  await run.signal("SIGKILL");
  const killedAfterMs = systemClock.now() - run.startedAt;
  const pruned = await systemExec(process.execPath, [CLI, "prune", "--output", "json"], {
    timeoutMs: 180_000,
  });
  if (pruned.exitCode !== 0)
    throw new Error(`prune ended with ${pruned.exitCode}: ${pruned.stdout}${pruned.stderr}`);
  const { removed } = JSON.parse(pruned.stdout) as { removed: { what: string }[] };
  await run.forget();
  const leaks = leaksBetween(before, await snapshot(places, systemExec));
  return { at, killedAfterMs, removed: removed.map(({ what }) => what), leaks };
}
