import type { MatrixCell } from "./matrix-schema.ts";

/** Milliseconds from the first phase's start to the last end of one; 0 where none has ended. */
export function elapsedMs({ phases }: Pick<MatrixCell, "phases">): number {
  let last = "";
  // Instants of one form are in the order of their texts, and of ten thousand cells it takes longer to read each.
  for (const { endedAt } of phases) if (endedAt !== null && endedAt > last) last = endedAt;
  const [first] = phases;
  if (!first || last === "") return 0;
  return Date.parse(last) - Date.parse(first.startedAt);
}
