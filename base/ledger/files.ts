import { closeSync, fsyncSync, mkdirSync, openSync, writeSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { LedgerEntry } from "./entry.ts";
import { type Owner, ownerInName, parseOwner } from "./owner.ts";

/** A ledger is `<dir>/<run>/<pid>-<startTicks>.ndjson`: one writer a file, so appends of two processes never mix. */
export function ledgerFile(dir: string, run: string, writer: Owner): string {
  return join(dir, run, `${ownerInName(writer)}.ndjson`);
}

/** Appends one line and returns when it is on disk, the folder's entry for a new file included. */
export function appendLine(file: string, entry: LedgerEntry): void {
  const fd = openForAppend(file);
  try {
    writeSync(fd, `${JSON.stringify(entry)}\n`);
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
  const folder = openSync(dirname(file), "r");
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}

/** A prune may take an empty folder away between its making and its use. */
function openForAppend(file: string, tries = 3): number {
  mkdirSync(dirname(file), { recursive: true });
  try {
    return openSync(file, "a", 0o600);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT" || tries <= 1) throw error;
    return openForAppend(file, tries - 1);
  }
}

/** What one run left in the ledger. */
export interface LedgerRun {
  readonly run: string;
  readonly writers: readonly Owner[];
  readonly entries: readonly LedgerEntry[];
}

/** Reads every run; a missing folder is an empty ledger, a torn line (the writer was killed in the middle) is no line. */
export async function readLedger(dir: string): Promise<readonly LedgerRun[]> {
  const runs = (await namesIn(dir)).filter((name) => !name.startsWith("."));
  return Promise.all(runs.map((run) => readRun(dir, run)));
}

async function readRun(dir: string, run: string): Promise<LedgerRun> {
  const names = (await namesIn(join(dir, run))).filter((name) => name.endsWith(".ndjson"));
  const texts = await Promise.all(names.map((name) => textOf(join(dir, run, name))));
  const writers = names.flatMap((name) => parseOwner(name.replace(".ndjson", "").replace("-", ":")) ?? []);
  return { run, writers, entries: merge(texts.flatMap((text) => text.split("\n").flatMap(parseLine))) };
}

/** Lines with one id update one another. Ids are never opened again, so `closed` wins whatever the order of the files. */
export function merge(lines: readonly LedgerEntry[]): readonly LedgerEntry[] {
  const latest = new Map<string, LedgerEntry>();
  for (const line of lines) {
    if (latest.get(line.id)?.state !== "closed") latest.set(line.id, line);
  }
  return [...latest.values()].sort((a, b) => a.at.localeCompare(b.at));
}

function parseLine(line: string): LedgerEntry[] {
  if (!line.trim()) return [];
  try {
    return [JSON.parse(line) as LedgerEntry];
  } catch {
    return [];
  }
}

/** Runs disappear while they are read: what is gone is empty. */
const namesIn = (dir: string) => readdir(dir).catch(() => [] as string[]);
const textOf = (file: string) => readFile(file, "utf8").catch(() => "");
