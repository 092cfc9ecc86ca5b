import { join } from "node:path";
import { measuredCells } from "../../../../harness/docs/measured.ts";
import { readRecordings } from "../../../../harness/docs/recordings.ts";
import { matrixFrom } from "../../../../harness/report/matrix-from.ts";
import type { Matrix } from "../../../../harness/report/matrix-schema.ts";
import { loadCatalog } from "../../../../harness/scenario/load/load.ts";

const ROOT = join(import.meta.dirname, "../../../..");

/** Every recorded cell as one run. */
export async function storedRun(): Promise<Matrix> {
  const scenarios = await loadCatalog(join(ROOT, "scenarios"));
  const measured = measuredCells(await readRecordings(join(ROOT, "test/recordings")), scenarios);
  return asRun(
    "stored",
    [...measured.values()].flat().map(({ cell }) => cell),
  );
}

export function asRun(id: string, cells: Matrix["cells"], run: Partial<Matrix["run"]> = {}): Matrix {
  const empty = matrixFrom([]);
  return { ...empty, run: { ...empty.run, id, ...run }, cells };
}
