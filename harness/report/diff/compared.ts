import type { Matrix, MatrixCell } from "../matrix-schema.ts";

/** A row as far as comparisons look at it. */
export type ComparedCell = Omit<MatrixCell, "changes" | "acts" | "evidenceFile">;

/** A run as one side of a comparison. */
export interface Compared extends Omit<Matrix, "cells"> {
  readonly cells: readonly ComparedCell[];
}
