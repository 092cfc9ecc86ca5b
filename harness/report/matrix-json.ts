import type { Matrix } from "./matrix-schema.ts";

/** `matrix.json` cell by cell, as `JSON.stringify(matrix, null, 2)` has it: of ten thousand cells that text alone is 100 MB of memory. */
export function* matrixJson(matrix: Matrix): Generator<string> {
  const [head = "", tail = ""] = JSON.stringify({ ...matrix, cells: [] }, null, 2).split('"cells": []');
  yield `${head}"cells": [`;
  for (const [index, cell] of matrix.cells.entries())
    yield `${index > 0 ? "," : ""}\n    ${JSON.stringify(cell, null, 2).replaceAll("\n", "\n    ")}`;
  yield `${matrix.cells.length > 0 ? "\n  " : ""}]${tail}\n`;
}
