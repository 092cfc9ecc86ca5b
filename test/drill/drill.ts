import { systemExec } from "../../base/exec.ts";
import type { Places } from "../../base/places.ts";
import { systemClock } from "../../base/system-clock.ts";
import { messageOf } from "../../base/text/message-of.ts";
import { type Drill, isOfPlugin } from "./drills.ts";
import { type Staged, stage } from "./mishaps.ts";
import { CLI, type RunEnd, runsIn, type StartedRun, startRun } from "./started-run.ts";
import { strike } from "./strike.ts";

/** A run that was struck, has ended, and whose remains are gone, or should be. */
export interface Struck {
  readonly run: StartedRun;
  readonly end: RunEnd;
  /** From the run's start, in milliseconds. */
  readonly struckAfterMs: number;
  /** What `faultline prune` says it removed; empty where the run, or its reaper, does that. */
  readonly removed: readonly string[];
  readonly staged: Staged | undefined;
}

/**
 * Starts a run, or goes on with the one whose results are given, strikes, and waits until it has ended and its remains are removed.
 * @throws Error where it could not be struck.
 */
export async function struckRun(drill: Drill, places: Places, results?: string): Promise<Struck> {
  const staged = drill.kind === "mishap" ? await stage(drill.what, places) : undefined;
  const isPruned = drill.kind === "mishap" || drill.cleaner === "prune";
  const run = await startRun({
    ...(isPruned && { env: { FAULTLINE_NO_REAPER: "1" } }),
    results: results ?? staged?.results,
    ...(isOfPlugin(drill) && { args: ["--plugin", "released"] }),
  });
  try {
    if (drill.kind === "kill") await strike(drill, run, places);
    else {
      await run.reached(drill.at);
      await staged?.strike(run);
    }
    const struckAfterMs = systemClock.now() - run.startedAt;
    const end = await run.ended;
    const removed = isPruned ? await prune(runsIn(run.results).at(-1)) : [];
    await staged?.mend();
    return { run, end, struckAfterMs, removed, staged };
  } catch (error) {
    await run.signal("SIGTERM").catch(() => {});
    await prune(runsIn(run.results).at(-1)).catch(() => {});
    await staged?.mend().catch(() => {});
    await staged?.close().catch(() => {});
    if (results === undefined) await run.forget();
    throw new Error(messageOf(error), { cause: error });
  }
}

async function prune(run: string | undefined): Promise<readonly string[]> {
  const only = run === undefined ? [] : ["--run", run];
  const asked = [CLI, "prune", "--output", "json", ...only];
  const pruned = await systemExec(process.execPath, asked, { timeoutMs: 300_000 });
  if (pruned.exitCode !== 0)
    throw new Error(`prune ended with ${pruned.exitCode}: ${pruned.stdout}${pruned.stderr}`);
  const { removed } = JSON.parse(pruned.stdout) as { removed: { what: string }[] };
  return removed.map(({ what }) => what);
}
