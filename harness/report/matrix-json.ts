import { jsonText } from "./json-text.ts";
import type { Matrix } from "./matrix-schema.ts";

/** Characters of a part: one of each cell is a write of each cell. */
const PART = 256 * 1024;

/** `matrix.json` in parts, as `jsonText(matrix)` has it: of ten thousand cells that text alone is 100 MB of memory. */
export function* matrixJson(matrix: Matrix): Generator<string> {
  const [head = "", tail = ""] = jsonText({ ...matrix, cells: [] }).split('"cells": []');
  let part = `${head}"cells": [`;
  for (const [index, cell] of matrix.cells.entries()) {
    part += `${index > 0 ? "," : ""}\n    ${jsonText(cell).replaceAll("\n", "\n    ")}`;
    if (part.length < PART) continue;
    yield part;
    part = "";
  }
  yield `${part}${matrix.cells.length > 0 ? "\n  " : ""}]${tail}\n`;
}
