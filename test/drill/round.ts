import { isDeepStrictEqual } from "node:util";
import { systemExec } from "../../base/exec.ts";
import type { Places } from "../../base/places.ts";
import { systemClock } from "../../base/system-clock.ts";
import { messageOf } from "../../base/text/message-of.ts";
import { type Struck, struckRun } from "./drill.ts";
import { type Drill, nameOf } from "./drills.ts";
import { goOn, type Said } from "./go-on.ts";
import { leaksBetween, type Snapshot, snapshot } from "./snapshot.ts";

/** A row of the drill table. */
export interface DrillResult {
  readonly drill: string;
  readonly struckAfterMs: number | null;
  /** How the struck run's CLI ended; null: killed. */
  readonly exit: number | null;
  readonly removed: readonly string[];
  readonly leaks: readonly string[];
  /** How `run --resume` ended, and whether its matrix is that of an unbroken run. */
  readonly resumed: { readonly exit: number; readonly isEqual: boolean } | null;
  /** What went wrong otherwise. */
  readonly error: string | null;
}

/** A killed run's reaper, and one that was said goodbye to, take so long to end at most. */
const REAPED_WITHIN_MS = 60_000;
const LOOK_MS = 500;

/** Drills at once: all are struck, nothing may be there, all are gone on with, and nothing may be there again. */
export async function drillRound(
  drills: readonly Drill[],
  unbroken: Said,
  places: Places,
): Promise<readonly DrillResult[]> {
  const before = await snapshot(places, systemExec);
  const struck = await Promise.all(
    drills.map((drill) => struckRun(drill, places).catch((error: unknown) => messageOf(error))),
  );
  const leaks = await lasting(before, places);
  const resumed = await Promise.all(
    struck.map((each) => (typeof each === "string" ? null : goOn(each.run.results))),
  );
  for (const each of struck) if (typeof each !== "string") await over(each);
  const later = await lasting(before, places);
  const all = [...new Set([...leaks, ...later])];
  return drills.map((drill, index) => {
    const [it, gone] = [struck[index] ?? "", resumed[index] ?? null];
    if (typeof it === "string")
      return { ...NOTHING, drill: nameOf(drill), leaks: index === 0 ? all : [], error: it };
    const isEqual = isDeepStrictEqual(gone?.said, unbroken);
    const failed = gone && (gone.exit !== 0 || !isEqual) ? gone.stderr : null;
    return {
      drill: nameOf(drill),
      struckAfterMs: it.struckAfterMs,
      exit: it.end.exit,
      removed: it.removed,
      // What bears no run's name is told once for the round.
      leaks: index === 0 ? all : [],
      resumed: gone && { exit: gone.exit, isEqual },
      error: failed,
    };
  });
}

const NOTHING = { struckAfterMs: null, exit: null, removed: [], resumed: null } as const;

async function over({ run, staged }: Struck): Promise<void> {
  await staged?.close();
  await run.forget();
}

async function lasting(before: Snapshot, places: Places): Promise<readonly string[]> {
  const deadline = performance.now() + REAPED_WITHIN_MS;
  for (;;) {
    const leaks = leaksBetween(before, await snapshot(places, systemExec));
    if (leaks.length === 0 || performance.now() > deadline) return leaks;
    await systemClock.sleep(LOOK_MS);
  }
}

/** Whether the row shows that a run survives this. */
export function isGood({ leaks, resumed, error }: DrillResult): boolean {
  return leaks.length === 0 && error === null && resumed !== null && resumed.exit === 0 && resumed.isEqual;
}
