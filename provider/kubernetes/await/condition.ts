import type { Properties } from "../../protocol/values.ts";

/** How far an object is on its way to what it was asked to be. */
export interface Progress {
  /** What is still missing, one sentence each; empty when it is there. */
  readonly pending: readonly string[];
}

/** Judges a live object; pure. */
export type Condition = (object: Properties) => Progress;
