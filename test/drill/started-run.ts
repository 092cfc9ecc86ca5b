import { spawn } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { systemClock } from "../../base/system-clock.ts";
import type { Point, StopSignal } from "./drills.ts";

export const CLI = fileURLToPath(new URL("../../harness/cli/main.ts", import.meta.url));
/** Bites at once and needs no restart: the quickest cell to get through all phases. */
const CELL = "apiservice-wrong-service-name/right-name";
/** What is run: once, and the fix is not taken back. */
const ASKED: readonly string[] = [CELL, "--depth", "fixes", "--attempts", "1"];
const POLL_MS = 50;
/** A phase is hit somewhere in its middle, not at its first instant. */
const INTO_PHASE_MS = 700;
const PHASE_WITHIN_MS = 600_000;
/** Where the results of drills lie, in the temporary folder. */
export const RESULTS_PREFIX = "faultline-drill-";

export interface RunEnd {
  /** Null if it was killed. */
  readonly exit: number | null;
  readonly stderr: string;
}

/** A run of one cell by the real CLI, with results in a folder of its own. */
export interface StartedRun {
  readonly pid: number;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  readonly results: string;
  readonly ended: Promise<RunEnd>;
  /** Its journal so far. */
  readonly journal: () => string;
  /** Resolves so many milliseconds into the point; rejects if the run ends before. */
  reached(at: Point, intoMs?: number): Promise<void>;
  /** To the CLI alone; resolves with its exit code, null if it was killed. */
  signal(name: StopSignal): Promise<number | null>;
  /** Removes the results. */
  forget(): Promise<void>;
}

interface Start {
  /** Merged over this process's; FAULTLINE_NO_REAPER=1 leaves a killed run to `prune`. */
  readonly env?: Readonly<Record<string, string>>;
  /** Where the results lie; by default a new folder. A run that lies there is gone on with. */
  readonly results?: string | undefined;
  /** Further ones of `run`. */
  readonly args?: readonly string[];
}

export async function startRun({ env = {}, ...start }: Start = {}): Promise<StartedRun> {
  const results = start.results ?? (await mkdtemp(join(tmpdir(), RESULTS_PREFIX)));
  const before = runsIn(results);
  const last = before.at(-1);
  const asked = last === undefined ? [...ASKED, ...(start.args ?? [])] : ["--resume", last];
  const journal = () => textOf(results, runsIn(results).slice(before.length));
  const child = spawn(process.execPath, [CLI, "run", ...asked], {
    env: { ...process.env, FAULTLINE_RESULTS_DIR: results, ...env },
    stdio: ["ignore", "ignore", "pipe"],
    detached: true,
  });
  let stderr = "";
  child.stderr.on("data", (chunk: Buffer) => {
    stderr += chunk.toString();
  });
  const ended = new Promise<RunEnd>((resolve) => child.once("exit", (exit) => resolve({ exit, stderr })));
  return {
    pid: child.pid as number,
    startedAt: systemClock.now(),
    results,
    ended,
    journal,
    async reached(at, intoMs = INTO_PHASE_MS) {
      await Promise.race([
        begun(journal, at),
        ended.then(({ exit }) => {
          throw new Error(`the run ended (exit code ${exit}) before phase ${at}: ${stderr}`);
        }),
      ]);
      await systemClock.sleep(intoMs);
    },
    async signal(name) {
      process.kill(child.pid as number, name);
      return (await ended).exit;
    },
    forget: () => rm(results, { recursive: true, force: true }),
  };
}

/** Resolves when the run's journal says that the phase began. */
async function begun(journal: () => string, at: Point): Promise<void> {
  const deadline = systemClock.now() + PHASE_WITHIN_MS;
  while (systemClock.now() < deadline) {
    if (journal().includes(signOf(at))) return;
    await systemClock.sleep(POLL_MS);
  }
  throw new Error(`phase ${at} did not begin within ${PHASE_WITHIN_MS / 1_000} s`);
}

export function signOf(at: Point, what: "started" | "ended" = "started"): string {
  return at === "toolchain" ? '"type":"run.planned"' : `"type":"phase.${what}","phase":"${at}"`;
}

function textOf(results: string, runs: readonly string[]): string {
  const journals = runs.map((run) => join(results, run, "journal.ndjson"));
  return journals.map((path) => (existsSync(path) ? readFileSync(path, "utf8") : "")).join("");
}

/** Ids of the runs with results there, oldest first. */
export function runsIn(results: string): readonly string[] {
  return readdirSync(results)
    .filter((name) => /^\d{8}-\d{6}-/.test(name))
    .sort();
}
