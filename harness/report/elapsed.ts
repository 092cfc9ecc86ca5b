import type { MatrixCell } from "./matrix-schema.ts";

/** Milliseconds from the first phase's start to the last end of one; 0 where none has ended. */
export function elapsedMs({ phases }: Pick<MatrixCell, "phases">): number {
  const ends = phases.flatMap(({ endedAt }) => (endedAt ? [Date.parse(endedAt)] : []));
  const [first] = phases;
  if (!first || ends.length === 0) return 0;
  return ends.reduce((latest, end) => Math.max(latest, end)) - Date.parse(first.startedAt);
}
