import type { Fault } from "./types.ts";

/**
 * A fault that the program does not know of: somebody did it by hand. Its `undo` then puts right whatever it and its fixes have done by
 * hand, so that with the healthy program the cluster is healthy again.
 */
export function actsOnly({ allowedChanges, act }: Pick<Fault, "allowedChanges" | "act">): boolean {
  return allowedChanges.length === 0 && act !== undefined;
}
