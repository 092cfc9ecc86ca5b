import { inSeconds } from "../judge/progress.ts";
import { type Healing, placeOf, slower, WATCHED_AT_LEAST } from "../plan/healing.ts";
import type { MatrixCell } from "./matrix-schema.ts";
import { slowestHealings } from "./slowest-healings.ts";

/**
 * The rows of a whole run, held against one another: a fix that was seen to have no effect, but was watched for less than 1.5 times
 * what the slowest healing beside it took, is an `error`, because it may have healed had anyone looked for longer.
 */
export function withoutShortWatches(cells: readonly MatrixCell[]): readonly MatrixCell[] {
  const slowest = slowestHealings(cells);
  return cells.map((cell) => {
    const reason = shortWatch(cell, slowest[placeOf(cell)]);
    return reason === null ? cell : { ...cell, verdict: "error", reason };
  });
}

function shortWatch(cell: MatrixCell, seen: Healing | undefined): string | null {
  if (cell.verdict !== "pass" || cell.observed !== "no effect" || cell.slowestHealing === undefined)
    return null;
  const healing = slower(cell.slowestHealing, seen);
  if (!healing) return null;
  const [fixed, watched] = ["fix", "recovery"].map((name) =>
    cell.phases.findLast((phase) => phase.name === name),
  );
  const watchedMs = Date.parse(watched?.endedAt ?? "") - Date.parse(fixed?.endedAt ?? "");
  const neededMs = healing.healedMs * WATCHED_AT_LEAST;
  if (watchedMs >= neededMs) return null;
  return `no effect was seen, but for ${inSeconds(watchedMs)} only: ${healing.fix} healed after ${inSeconds(healing.healedMs)}, so ${inSeconds(neededMs)} are needed; run the scenario alone`;
}
