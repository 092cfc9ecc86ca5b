import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Matrix } from "../../harness/report/matrix-schema.ts";

/** What the newest complete run of the matrix took, or null when there is none. */
export async function latestMatrix(results: string) {
  const text = await readFile(join(results, "latest", "matrix.json"), "utf8").catch(() => undefined);
  if (text === undefined) return null;
  const { run, cells } = JSON.parse(text) as Matrix;
  return {
    run: run.id,
    cells: cells.length,
    wallMs: Date.parse(run.endedAt ?? run.startedAt) - Date.parse(run.startedAt),
    cpuMs: run.cost?.cpuMs ?? null,
    peakRssMb: run.cost?.peakMemoryMb ?? null,
  };
}
