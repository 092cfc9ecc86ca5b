import { jsonParts } from "./json-parts.ts";
import type { Matrix } from "./matrix-schema.ts";

/** `matrix.json` in parts, as `jsonText(matrix)` has it. */
export function matrixJson(matrix: Matrix): Iterable<string> {
  return jsonParts({ ...matrix, cells: [] }, "cells", matrix.cells);
}
