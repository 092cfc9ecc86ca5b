import type { View } from "../../judge/view.ts";

/** What one look at a cluster from outside has found: a view like any other, and what could not be looked at. */
export interface Seen extends View {
  /** Start of the look, ms since the epoch: commands that began earlier, and states that were over by then, say nothing. */
  readonly from: number;
  /** How many API servers the cluster has, whether or not each could be asked by itself. */
  readonly servers: number;
  /** What nobody could look at, by what it is about (see `Source`), and why. */
  readonly blind: readonly Blind[];
  /** When the metrics-server pods that are there were created, by name; ms since the epoch. */
  readonly bornAt: ReadonlyMap<string, number>;
}

/** Where samples come from: what is watched, by kind, or a command by its observable's name. */
export type Source = string;

export interface Blind {
  readonly source: Source;
  /** Whether somebody said no, nothing came back in time, or this tool does not ask it. */
  readonly how: "denied" | "no answer" | "not asked";
  /** Verbatim where somebody said something. */
  readonly why: string;
}
