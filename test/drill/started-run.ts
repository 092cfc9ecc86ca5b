import { spawn } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { systemClock } from "../../base/system-clock.ts";

export const CLI = fileURLToPath(new URL("../../harness/cli/main.ts", import.meta.url));
/** Bites at once and needs no restart: the quickest cell to get through all phases. */
const CELL = "apiservice-wrong-service-name/right-name";
const POLL_MS = 50;
/** A phase is hit somewhere in its middle, not at its first instant. */
const INTO_PHASE_MS = 700;
const PHASE_WITHIN_MS = 400_000;

/** While the CLI prepares the toolchain and engine, or a phase of its cell. */
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

/** A run of one cell by the real CLI, with results in a folder of its own. */
export interface StartedRun {
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  readonly results: string;
  /** Resolves in the middle of the point; rejects if the run ends before. */
  reached(at: KillPoint): Promise<void>;
  /** To the CLI alone; resolves with its exit code, null if it was killed. */
  signal(name: "SIGKILL" | "SIGINT"): Promise<number | null>;
  /** Removes the results. */
  forget(): Promise<void>;
}

/** `env` is merged over this process's: FAULTLINE_NO_REAPER=1 leaves a killed run to `prune`. */
export async function startRun(more: Readonly<Record<string, string>> = {}): Promise<StartedRun> {
  const results = await mkdtemp(join(tmpdir(), "faultline-drill-"));
  const env = { ...process.env, FAULTLINE_RESULTS_DIR: results, ...more };
  const child = spawn(process.execPath, [CLI, "run", CELL, "--attempts", "1"], {
    env,
    stdio: "ignore",
    detached: true,
  });
  const ended = new Promise<number | null>((resolve) => child.once("exit", resolve));
  return {
    startedAt: systemClock.now(),
    results,
    async reached(at) {
      await Promise.race([
        begun(results, at),
        ended.then((code) => {
          throw new Error(`the run ended (exit code ${code}) before phase ${at}`);
        }),
      ]);
      await systemClock.sleep(INTO_PHASE_MS);
    },
    signal(name) {
      process.kill(child.pid as number, name);
      return ended;
    },
    forget: () => rm(results, { recursive: true, force: true }),
  };
}

/** Resolves when the run's journal says that the phase began. */
async function begun(results: string, at: KillPoint): Promise<void> {
  const sign = at === "toolchain" ? '"type":"run.planned"' : `"type":"phase.started","phase":"${at}"`;
  const deadline = systemClock.now() + PHASE_WITHIN_MS;
  while (systemClock.now() < deadline) {
    if (journalOf(results).includes(sign)) return;
    await systemClock.sleep(POLL_MS);
  }
  throw new Error(`phase ${at} did not begin within ${PHASE_WITHIN_MS / 1_000} s`);
}

/** The text of the one run's journal so far. */
export function journalOf(results: string): string {
  const journals = readdirSync(results).map((run) => join(results, run, "journal.ndjson"));
  return journals.map((path) => (existsSync(path) ? readFileSync(path, "utf8") : "")).join("");
}
