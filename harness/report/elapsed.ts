import type { MatrixCell } from "./matrix-schema.ts";

/** Milliseconds from the first phase's start to the last end of one; 0 where none has ended. */
export function elapsedMs({ phases }: Pick<MatrixCell, "phases">): number {
  const ends = phases.flatMap(({ endedAt }) => (endedAt ? [Date.parse(endedAt)] : []));
  const [first] = phases;
  return first && ends.length > 0 ? Math.max(...ends) - Date.parse(first.startedAt) : 0;
}
