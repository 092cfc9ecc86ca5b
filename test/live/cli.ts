import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type ExecResult, systemExec } from "../../base/exec.ts";
import type { Matrix } from "../../harness/report/matrix-schema.ts";
import { tempFolder } from "../temp-folder.ts";

const CLI = fileURLToPath(new URL("../../harness/cli/main.ts", import.meta.url));
const WITHIN_MS = 1_500_000;

/** The real CLI on this machine, as a user calls it. */
export function faultline(args: readonly string[], env: Record<string, string> = {}): Promise<ExecResult> {
  return systemExec(process.execPath, [CLI, ...args], { env: { CI: "true", ...env }, timeoutMs: WITHIN_MS });
}

/** `faultline run` into a results folder of its own, which goes when the test ends; gives the process' end and the matrix it wrote. */
export async function runMatrix(args: readonly string[], env: Record<string, string> = {}) {
  const results = tempFolder("live-results");
  const ended = await faultline(["run", ...args], { FAULTLINE_RESULTS_DIR: results, ...env });
  const text = await readFile(join(results, "latest", "matrix.json"), "utf8").catch(() => undefined);
  if (text === undefined) throw new Error(`no matrix; the run said:\n${ended.stdout}\n${ended.stderr}`);
  return { ...ended, results, matrix: JSON.parse(text) as Matrix };
}
