import { isDeepStrictEqual } from "node:util";
import { systemExec } from "../../base/exec.ts";
import type { Places } from "../../base/places.ts";
import { systemClock } from "../../base/system-clock.ts";
import { messageOf } from "../../base/text/message-of.ts";
import { type Struck, struckRun } from "./drill.ts";
import { type Drill, exitsOf, nameOf } from "./drills.ts";
import { goOn, type Said } from "./go-on.ts";
import { namespaceHolders } from "./link-holders.ts";
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

/** A drill as far as it went before its run is gone on with to the end. */
type Row = Omit<DrillResult, "resumed">;

/**
 * Drills at once, round after round on the same runs: all of a round are struck, nothing may be there, and the next round goes on with
 * each; after the last one every run is gone on with to its end.
 */
export async function drillChain(
  rounds: readonly (readonly Drill[])[],
  unbroken: Said,
  places: Places,
): Promise<readonly DrillResult[]> {
  const lanes: Lane[] = [];
  const before = await snapshot(places, systemExec);
  for (const drills of rounds) {
    const struck = await Promise.all(
      drills.map((drill, lane) =>
        struckRun(drill, places, lanes[lane]?.struck?.run.results).catch((error: unknown) =>
          messageOf(error),
        ),
      ),
    );
    const leaks = await lasting(before, places);
    for (const [lane, drill] of drills.entries()) {
      const it = struck[lane] ?? "";
      const rows = [...(lanes[lane]?.rows ?? []), rowOf(drill, it, lane === 0 ? leaks : [])];
      lanes[lane] = { rows, struck: typeof it === "string" ? lanes[lane]?.struck : it };
    }
  }
  const ends = await Promise.all(lanes.map(({ struck }) => struck && goOn(struck.run.results)));
  const later = await lasting(before, places);
  const table = lanes.map(({ rows }, lane) => {
    const end = ends[lane];
    const isEqual = isDeepStrictEqual(end?.said, unbroken);
    const failed = end && (end.exit !== 0 || !isEqual) ? end.why : null;
    return rows.map((row, index) => ({
      ...row,
      // What bears no run's name is told once.
      leaks: lane === 0 && index === rows.length - 1 ? [...new Set([...row.leaks, ...later])] : row.leaks,
      resumed: end ? { exit: end.exit, isEqual } : null,
      error: row.error ?? failed,
    }));
  });
  for (const [lane, { struck }] of lanes.entries())
    if (struck) await over(struck, table[lane]?.every(isGood) ?? false);
  return table.flat();
}

/** One run and all that strikes it. */
interface Lane {
  readonly rows: readonly Row[];
  readonly struck: Struck | undefined;
}

function rowOf(drill: Drill, it: Struck | string, leaks: readonly string[]): Row {
  const nothing = { struckAfterMs: null, exit: null, removed: [] };
  const { struckAfterMs, exit, removed } = typeof it === "string" ? nothing : { ...it, exit: it.end.exit };
  return {
    drill: nameOf(drill),
    struckAfterMs,
    exit,
    removed,
    leaks,
    error: typeof it === "string" ? it : otherEnd(drill, it),
  };
}

function otherEnd(drill: Drill, { end: { exit, stderr } }: Struck): string | null {
  const wanted = exitsOf(drill);
  if (wanted.includes(exit)) return null;
  return `ended with ${exit}, and not with ${wanted.join(" or ")}: ${stderr}`;
}

/** Results of what went wrong are kept to be looked at, but for those on a disk that goes. */
async function over({ run, staged }: Struck, wentWell: boolean): Promise<void> {
  await staged?.close();
  if (wentWell) await run.forget();
  else process.stderr.write(`results of what went wrong: ${run.results}\n`);
}

async function lasting(before: Snapshot, places: Places): Promise<readonly string[]> {
  const deadline = performance.now() + REAPED_WITHIN_MS;
  for (;;) {
    const leaks = leaksBetween(before, await snapshot(places, systemExec));
    if (leaks.length === 0) return leaks;
    if (performance.now() > deadline)
      return leaks.some((leak) => leak.startsWith("link: ")) ? [...leaks, ...namespaceHolders()] : leaks;
    await systemClock.sleep(LOOK_MS);
  }
}

/** Whether the row shows that a run survives this. */
export function isGood({ leaks, resumed, error }: DrillResult): boolean {
  return leaks.length === 0 && error === null && resumed !== null && resumed.exit === 0 && resumed.isEqual;
}
