import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { type Matrix, matrixSchema } from "./matrix-schema.ts";

/**
 * The newest complete run as its matrix.json has it, to say what changed since. Undefined where there is none that can be read: a run
 * that has gone well is not spoiled by the one before it.
 */
export async function lastRun(results: string): Promise<Matrix | undefined> {
  const text = await readFile(join(results, "latest", "matrix.json"), "utf8").catch(() => undefined);
  if (text === undefined) return undefined;
  try {
    return matrixSchema.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}
