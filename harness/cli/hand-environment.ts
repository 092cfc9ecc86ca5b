import { glob, readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { readLedger } from "../../base/ledger/files.ts";
import { engineAt } from "../cleanup/remove/engine.ts";
import type { CliContext } from "../context.ts";
import { UsageError } from "../usage-error.ts";

/**
 * DOCKER_HOST of a running private engine, the folder to put first on PATH, KUBECONFIG of a kept environment; what does not
 * exist is left out.
 * @throws UsageError for a run that keeps nothing.
 */
export async function handEnvironment(
  { places, exec, clock }: CliContext,
  run: string | undefined,
): Promise<Record<string, string>> {
  const engine = await engineAt(exec, clock)(places.engine);
  const bin = await newestIn(join(places.cache, "bin"));
  const kubeconfig = await keptKubeconfig(places.ledger, places.runs, run);
  return {
    ...((await engine.running()) && { DOCKER_HOST: engine.dockerHost }),
    ...(bin !== undefined && { PATH: bin }),
    ...(kubeconfig !== undefined && { KUBECONFIG: kubeconfig }),
  };
}

async function keptKubeconfig(
  ledger: string,
  runs: string,
  wanted: string | undefined,
): Promise<string | undefined> {
  const open = (await readLedger(ledger))
    .flatMap(({ entries }) => entries)
    .filter((entry) => entry.state === "open");
  const kept = open.filter((entry) => entry.kept).toSorted((a, b) => b.at.localeCompare(a.at));
  const names = [...new Set(kept.map((entry) => entry.run))];
  if (wanted !== undefined && !names.includes(wanted)) {
    throw new UsageError(`run "${wanted}" keeps nothing; kept are: ${names.join(", ") || "none"}`);
  }
  for (const run of wanted === undefined ? names : [wanted]) {
    for await (const file of glob("**/kubeconfig", { cwd: join(runs, run) })) return join(runs, run, file);
  }
  return undefined;
}

/** The toolchain links a new folder for every set of versions: the last made is the one in use. */
async function newestIn(folder: string): Promise<string | undefined> {
  const names = (await readdir(folder).catch(() => [])).filter((name) => /^[0-9a-f]+$/.test(name));
  const dated = await Promise.all(
    names.map(async (name) => ({ path: join(folder, name), at: (await stat(join(folder, name))).mtimeMs })),
  );
  return dated.toSorted((a, b) => b.at - a.at)[0]?.path;
}
