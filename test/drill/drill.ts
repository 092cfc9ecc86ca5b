import { spawn } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { systemExec } from "../../harness/seams/exec.ts";
import type { Places } from "../../harness/seams/places.ts";
import { systemClock } from "../../harness/seams/system-clock.ts";
import { leaksBetween, snapshot } from "./snapshot.ts";

const CLI = fileURLToPath(new URL("../../harness/cli/main.ts", import.meta.url));
/** Bites at once and needs no restart: the quickest cell to get through all phases. */
const CELL = "apiservice-wrong-service-name/right-name";
const POLL_MS = 50;
/** A phase is killed somewhere in its middle, not at its first instant. */
const INTO_PHASE_MS = 700;
const PHASE_WITHIN_MS = 400_000;

/** Where the CLI is killed: while it prepares the toolchain and engine, or in a phase of its cell. */
export const KILL_POINTS = [
  "toolchain",
  "stand",
  "baseline",
  "fault",
  "symptom",
  "fix",
  "recovery",
  "destroy",
] as const;
export type KillPoint = (typeof KILL_POINTS)[number];

export interface DrillResult {
  readonly at: KillPoint;
  readonly killedAfterMs: number;
  /** What `faultline prune` says it removed. */
  readonly removed: readonly string[];
  readonly leaks: readonly string[];
}

/** Starts a run, kills the CLI alone with SIGKILL at the point, prunes, and says what is there that was not before. */
export async function drill(at: KillPoint, places: Places): Promise<DrillResult> {
  const before = await snapshot(places, systemExec);
  const results = await mkdtemp(join(tmpdir(), "faultline-drill-"));
  const env = { ...process.env, FAULTLINE_RESULTS_DIR: results, FAULTLINE_NO_REAPER: "1" };
  const child = spawn(process.execPath, [CLI, "run", CELL, "--attempts", "1"], {
    env,
    stdio: "ignore",
    detached: true,
  });
  const ended = new Promise<number | null>((resolve) => child.once("exit", resolve));
  const startedAt = systemClock.now();
  await Promise.race([
    reached(results, at),
    ended.then((code) => {
      throw new Error(`the run ended (exit code ${code}) before phase ${at}`);
    }),
  ]);
  await systemClock.sleep(INTO_PHASE_MS);
  process.kill(child.pid as number, "SIGKILL");
  await ended;
  const killedAfterMs = systemClock.now() - startedAt;
  const pruned = await systemExec(process.execPath, [CLI, "prune", "--output", "json"], {
    timeoutMs: 180_000,
  });
  if (pruned.exitCode !== 0)
    throw new Error(`prune ended with ${pruned.exitCode}: ${pruned.stdout}${pruned.stderr}`);
  const { removed } = JSON.parse(pruned.stdout) as { removed: { what: string }[] };
  await rm(results, { recursive: true, force: true });
  const leaks = leaksBetween(before, await snapshot(places, systemExec));
  return { at, killedAfterMs, removed: removed.map(({ what }) => what), leaks };
}

/** Resolves when the run's journal says that the phase began. */
async function reached(results: string, at: KillPoint): Promise<void> {
  const sign = at === "toolchain" ? '"type":"run.planned"' : `"type":"phase.started","phase":"${at}"`;
  const deadline = systemClock.now() + PHASE_WITHIN_MS;
  while (systemClock.now() < deadline) {
    const journals = readdirSync(results).map((run) => join(results, run, "journal.ndjson"));
    if (journals.some((path) => existsSync(path) && readFileSync(path, "utf8").includes(sign))) return;
    await systemClock.sleep(POLL_MS);
  }
  throw new Error(`phase ${at} did not begin within ${PHASE_WITHIN_MS / 1_000} s`);
}
