/**
 * `node test/bench/journal.ts [cells]`: what reports cost of a large run. A journal of so many cells (default 10,000) is made from
 * the recordings, whole and in four shards; then each command runs in a process of its own, and its wall time and peak memory are
 * taken. Prints a table and writes results/bench-journal.json. Needs about 4 GB of disk in the temporary folder for 10,000 cells.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, mkdtempSync, openSync, rmSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { placesFrom } from "../../base/places.ts";
import { systemClock } from "../../base/system-clock.ts";
import { columns } from "../../base/text/columns.ts";
import { writeAll } from "../../base/write-all.ts";
import { writeLargeRuns } from "./large-journal.ts";

const CELLS = Number(process.argv[2] ?? 10_000);
/** Enough for every command to do all that it does. */
const FEW = 40;
const CLI = join(import.meta.dirname, "../../harness/cli/main.ts");
const PLAN = join(import.meta.dirname, "large-plan.ts");
const results = mkdtempSync(join(tmpdir(), "faultline-bench-"));

interface Cost {
  readonly what: string;
  readonly seconds: number;
  /** Processor time, user and system, of all threads. */
  readonly cpuSeconds: number;
  readonly peakMb: number;
  readonly exit: number | null;
}

/** Peak memory is the kernel's own count (getrusage), told by the process at its end. */
async function costOf(what: string, folder: string, args: readonly string[]): Promise<Cost> {
  const before = systemClock.now();
  const tell = join(import.meta.dirname, "tell-peak.ts");
  // As ci/faultline starts it.
  const child = spawn(process.execPath, ["--max-semi-space-size=16", "--import", tell, ...args], {
    env: { ...process.env, FAULTLINE_RESULTS_DIR: folder, NODE_COMPILE_CACHE: join(results, "compiled") },
    stdio: ["ignore", "ignore", "pipe"],
  });
  let said = "";
  child.stderr.on("data", (chunk: Buffer) => {
    said += chunk.toString();
  });
  const [exit] = (await once(child, "close")) as [number | null];
  const peakMb = Number(/peak (\d+) KiB/.exec(said)?.[1] ?? 0) / 1_024;
  const cpuSeconds = Number(/processor (\d+) ms/.exec(said)?.[1] ?? 0) / 1_000;
  return {
    what,
    cpuSeconds,
    seconds: (systemClock.now() - before) / 1_000,
    peakMb: Math.round(peakMb),
    exit,
  };
}

/**
 * Has the kernel give more memory than a command takes, and takes it back: a virtual machine gives what was free for some seconds back to
 * its host, and to have it again costs up to four seconds a gigabyte, which says nothing of a command (a merge takes 10.9 s then, and 5.4 s).
 */
function touchMemory(path: string, megabytes: number): void {
  const file = openSync(path, "w");
  const megabyte = Buffer.alloc(2 ** 20);
  for (let written = 0; written < megabytes; written++) writeAll(file, megabyte);
  closeSync(file);
  rmSync(path);
}

/** Of each command, on runs of so many cells that are made in a folder. */
async function costsOf(folder: string, cells: number) {
  const { whole, again, shards, megabytes } = await writeLargeRuns(folder, cells);
  const costs: Cost[] = [];
  for (const [what, args] of Object.entries({
    report: [CLI, "report", whole, "--write"],
    diff: [CLI, "diff", whole, again, "-o", "json"],
    merge: [CLI, "merge", ...shards],
    plan: [PLAN, String(cells)],
  })) {
    touchMemory(join(folder, "touched"), 2 * megabytes);
    costs.push(await costOf(what, folder, args));
  }
  return { costs, megabytes };
}

try {
  // A command is compiled once, and then as its users have it.
  await costsOf(join(results, "first"), FEW);
  const { costs, megabytes } = await costsOf(results, CELLS);
  const rows = costs.map(({ what, seconds, cpuSeconds, peakMb, exit }) =>
    [what, seconds.toFixed(1), cpuSeconds.toFixed(1), peakMb, exit].map(String),
  );
  const table = columns([["COMMAND", "SECONDS", "CPU SECONDS", "PEAK MB", "EXIT"], ...rows]);
  process.stdout.write(`${CELLS} cells, a journal of ${megabytes} MB\n${table.join("\n")}\n`);
  const { results: own } = placesFrom(process.env);
  await mkdir(own, { recursive: true });
  await writeFile(
    join(own, "bench-journal.json"),
    `${JSON.stringify({ cells: CELLS, megabytes, costs }, null, 2)}\n`,
  );
} finally {
  rmSync(results, { recursive: true, force: true });
}
