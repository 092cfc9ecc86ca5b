import { readFileSync } from "node:fs";
import { join } from "node:path";
import { systemExec } from "../../base/exec.ts";
import type { Matrix } from "../../harness/report/matrix-schema.ts";
import { CLI, runsIn } from "./started-run.ts";

/** What a matrix says whenever and wherever its run was, however often it was cut. */
export type Said = readonly Pick<
  Matrix["cells"][number],
  "id" | "verdict" | "expected" | "observed" | "attempts"
>[];

export interface GoneOn {
  readonly exit: number;
  readonly said: Said | undefined;
  /** What the command and its matrix say of what is not as expected. */
  readonly why: string;
}

const WITHIN_MS = 900_000;

/** `run --resume` of the newest run with results there; where nothing was left of it, its own matrix counts. */
export async function goOn(results: string): Promise<GoneOn> {
  const run = runsIn(results).at(-1) ?? "";
  const { exitCode, stderr } = await systemExec(process.execPath, [CLI, "run", "--resume", run], {
    env: { FAULTLINE_RESULTS_DIR: results },
    timeoutMs: WITHIN_MS,
  });
  const isWhole = stderr.includes("nothing is left of run");
  const reasons = (matrixOf(results)?.cells ?? []).flatMap(({ id, verdict, reason }) =>
    verdict === "pass" ? [] : [`${id}: ${verdict}: ${reason ?? ""}`],
  );
  return {
    exit: isWhole ? 0 : exitCode,
    said: saidBy(results),
    why: [stderr, ...reasons].filter(Boolean).join("\n"),
  };
}

/** By the matrix of the newest run there. */
export function saidBy(results: string): Said | undefined {
  return matrixOf(results)?.cells.map(({ id, verdict, expected, observed, attempts }) => ({
    id,
    verdict,
    expected,
    observed,
    attempts,
  }));
}

function matrixOf(results: string): Matrix | undefined {
  const run = runsIn(results).at(-1) ?? "";
  try {
    return JSON.parse(readFileSync(join(results, run, "matrix.json"), "utf8")) as Matrix;
  } catch {
    return undefined;
  }
}
