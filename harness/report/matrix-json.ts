import { jsonText } from "./json-text.ts";
import type { Matrix } from "./matrix-schema.ts";

/** Cells of a part, some fifty kilobytes: memory for larger ones comes from the kernel each time, which takes as long as the text itself. */
const AT_ONCE = 12;
const NONE = '"cells": []';

/** `matrix.json` in parts, as `jsonText(matrix)` has it: of ten thousand cells that text alone is 100 MB of memory. */
export function* matrixJson(matrix: Matrix): Generator<string> {
  const { cells } = matrix;
  const [head = "", tail = ""] = jsonText({ ...matrix, cells: [] }).split(NONE);
  yield head;
  if (cells.length === 0) yield NONE;
  for (let from = 0; from < cells.length; from += AT_ONCE) {
    const isLast = from + AT_ONCE >= cells.length;
    const text = jsonText({ cells: cells.slice(from, from + AT_ONCE) });
    // Without the braces around it, and but for the first and the last also without the list's own brackets.
    const begin = from === 0 ? text.indexOf('"') : text.indexOf("[") + 1;
    const end = text.lastIndexOf("]");
    yield `${text.slice(begin, isLast ? end + 1 : text.lastIndexOf("}", end) + 1)}${isLast ? "" : ","}`;
  }
  yield `${tail}\n`;
}
