import { cp, realpath } from "node:fs/promises";
import { dirname, join } from "node:path";
import { EXIT_CODES, type ExitCode } from "../../../base/exit-codes.ts";
import type { CliContext } from "../../context.ts";
import { elsewhereOf } from "../../journal/elsewhere.ts";
import type { JournalEvent } from "../../journal/events.ts";
import { keepShard, type MergedShard } from "../../journal/merged-shard.ts";
import type { Elsewhere } from "../../plan/shards/part-schema.ts";
import { inertText } from "../../report/clean-text.ts";
import { findJournal } from "../../report/find-journal.ts";
import {
  indexesOf,
  isBeforePlan,
  type ShardJournal,
  shardJournal,
} from "../../report/merge/choose-shards.ts";
import { mergeShards } from "../../report/merge/merge-shards.ts";
import { MOST_BYTES, readRun, readRunOutline, runOf } from "../../report/read-run.ts";
import type { Attempts, Outline } from "../../report/run-outline.ts";
import { newRun } from "../../run/new-run.ts";
import { UsageError } from "../../usage-error.ts";
import { exitOf } from "./exit-of.ts";

/**
 * `faultline merge`: the shards of one plan become a run with a folder of its own, whatever order they are named in.
 * @throws UsageError for what does not belong together, before anything is written.
 */
export async function mergeCommand(names: readonly string[], context: CliContext): Promise<ExitCode> {
  const { dir, outline, bytes } = await mergedRun(names, context);
  // A page of all probes is made of what is read again.
  const read = await (bytes > MOST_BYTES ? runOf(outline) : readRun(join(dir, "journal.ndjson")));
  const isComplete = read.matrix.run.outcome === "complete";
  const { tellResults } = await import("./tell-results.ts");
  await tellResults({ dir, ...read, isComplete }, context);
  return isComplete ? exitOf(read.matrix.totals) : EXIT_CODES.infrastructure.code;
}

interface MergedRun {
  readonly dir: string;
  /** What its journal has but for the samples, so that it need not be read again. */
  readonly outline: Outline;
  /** Of the journals that it is made of. */
  readonly bytes: number;
}

/** Writes the journal of the whole, beside which those of its shards lie. */
async function mergedRun(
  names: readonly string[],
  { places: { results }, clock, stderr }: CliContext,
): Promise<MergedRun> {
  const real = async (name: string) => realpath(await findJournal(results, name));
  const paths = new Set(await Promise.all(names.map(real)));
  const journals: ShardJournal[] = [];
  const cut: string[] = [];
  const attempts = new Map<string, Attempts>();
  for await (const [path, outline] of outlinesOf([...paths])) {
    attempts.set(path, outline.attempts);
    if (isBeforePlan(outline.events)) cut.push(path);
    else journals.push(shardJournal(path, outline.events));
  }
  if (journals.length === 0)
    throw new UsageError(`${cut.join(", ")}: cut before a plan was in it; name a journal that has one`);
  const { started, more, shards } = mergeShards(journals, await missingOf(journals));
  // Its shard is one that is missing, which is no reason to have no report of the others.
  for (const path of cut)
    stderr.write(`faultline: ${inertText(path)} is left out: it was cut before its plan\n`);
  const { run, dir } = await newRun(results, clock);
  // The shards are read before there is need of it.
  const { openJournal } = await import("../../journal/open-journal.ts");
  const journal = await openJournal({ path: join(dir, "journal.ndjson"), run, clock });
  const kept: MergedShard[] = [];
  const own: JournalEvent[] = [];
  try {
    for (const { path, started: of } of shards) kept.push(await keepShard(path, dir, of.shard.index));
    const [entry, at] = started;
    own.push(journal.write({ ...entry, shards: kept }, at), ...more.map((line) => journal.write(...line)));
  } finally {
    await journal.close();
  }
  for (const { path } of shards) await copyLogs(dirname(path), dir);
  const lived = shards.flatMap(({ events }) => events.filter(({ type }) => !type.startsWith("run.")));
  const ofCells = shards.flatMap(({ path }) => [...(attempts.get(path) ?? [])]);
  return {
    dir,
    outline: { events: [...own, ...lived], attempts: new Map(ofCells) },
    bytes: kept.reduce((sum, { bytes }) => sum + bytes, 0),
  };
}

/** So many are read beside one another, because a thread that reads takes a quarter of a second to begin. */
const AT_ONCE = 4;

/** Each in its turn, and the next are read meanwhile. */
async function* outlinesOf(paths: readonly string[]): AsyncGenerator<readonly [string, Outline]> {
  const later = [...paths];
  const ahead: { readonly path: string; readonly outline: Promise<Outline> }[] = [];
  for (;;) {
    for (const path of later.splice(0, AT_ONCE - ahead.length)) {
      const outline = readRunOutline(path);
      // What is wrong with it is told in its turn.
      outline.catch(() => {});
      ahead.push({ path, outline });
    }
    const now = ahead.shift();
    if (!now) return;
    yield [now.path, await now.outline];
  }
}

/** What shards have that are not there, and more, as any of those says that are. */
async function missingOf(journals: readonly ShardJournal[]): Promise<readonly Elsewhere[]> {
  const [any] = journals;
  return !any || indexesOf(journals).size === any.started.shard.of ? [] : elsewhereOf(any.path, any.planned);
}

/** What workers printed themselves comes along, where it lies beside the journal. */
async function copyLogs(from: string, to: string): Promise<void> {
  await cp(join(from, "logs"), join(to, "logs"), { recursive: true }).catch(
    (error: NodeJS.ErrnoException) => {
      if (error.code !== "ENOENT") throw error;
    },
  );
}
