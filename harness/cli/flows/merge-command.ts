import { cp, realpath } from "node:fs/promises";
import { dirname, join } from "node:path";
import { EXIT_CODES, type ExitCode } from "../../../base/exit-codes.ts";
import type { CliContext } from "../../context.ts";
import type { JournalEvent } from "../../journal/events.ts";
import { openJournal } from "../../journal/open-journal.ts";
import { readOutline } from "../../journal/read-journal.ts";
import { inertText } from "../../report/clean-text.ts";
import { findJournal } from "../../report/find-journal.ts";
import { matrixFrom } from "../../report/matrix-from.ts";
import { isBeforePlan, type ShardJournal, shardJournal } from "../../report/merge/choose-shards.ts";
import { mergeShards } from "../../report/merge/merge-shards.ts";
import { readForPage } from "../../report/read-for-page.ts";
import { newRun } from "../../run/new-run.ts";
import { UsageError } from "../../usage-error.ts";
import { exitOf } from "./exit-of.ts";
import { tellResults } from "./tell-results.ts";

/**
 * `faultline merge`: the shards of one plan become a run with a folder of its own, whatever order they are named in.
 * @throws UsageError for what does not belong together, before anything is written.
 */
export async function mergeCommand(names: readonly string[], context: CliContext): Promise<ExitCode> {
  const { dir, outline } = await mergedRun(names, context);
  const matrix = matrixFrom(outline);
  const events = await readForPage(join(dir, "journal.ndjson"), outline);
  const isComplete = matrix.run.outcome === "complete";
  await tellResults({ dir, events, matrix, isComplete }, context);
  return isComplete ? exitOf(matrix.totals) : EXIT_CODES.infrastructure.code;
}

interface MergedRun {
  readonly dir: string;
  /** What its journal has but for the samples, so that it need not be read again. */
  readonly outline: readonly JournalEvent[];
}

/** Writes the journal of the whole. */
async function mergedRun(
  names: readonly string[],
  { places: { results }, clock, stderr }: CliContext,
): Promise<MergedRun> {
  const real = async (name: string) => realpath(await findJournal(results, name));
  const paths = new Set(await Promise.all(names.map(real)));
  const journals: ShardJournal[] = [];
  const cut: string[] = [];
  for (const path of paths) {
    const { events } = await readOutline(path);
    if (isBeforePlan(events)) cut.push(path);
    else journals.push(sharing(journals[0], shardJournal(path, events)));
  }
  if (journals.length === 0)
    throw new UsageError(`${cut.join(", ")}: cut before a plan was in it; name a journal that has one`);
  const { first, shards, last } = mergeShards(journals);
  // Its shard is one that is missing, which is no reason to have no report of the others.
  for (const path of cut)
    stderr.write(`faultline: ${inertText(path)} is left out: it was cut before its plan\n`);
  const { run, dir } = await newRun(results, clock);
  const journal = await openJournal({ path: join(dir, "journal.ndjson"), run, clock });
  const begun = first.map(([entry, at]) => journal.write(entry, at));
  for (const { path } of shards) journal.copy(path);
  const ended = journal.write(...last);
  await journal.close();
  for (const { path } of shards) await copyLogs(dirname(path), dir);
  const lived = shards.flatMap(({ events }) => events.filter(({ type }) => !type.startsWith("run.")));
  return { dir, outline: [...begun, ...lived, ended] };
}

/** Each shard says what all the others have: of ten thousand cells that is to be in memory once, with whichever shard was read first. */
function sharing(
  first: ShardJournal | undefined,
  { planned, events, ...journal }: ShardJournal,
): ShardJournal {
  const { elsewhere = [] } = first?.planned ?? planned;
  return {
    ...journal,
    planned: { ...planned, elsewhere },
    events: events.filter(({ type }) => type !== "run.planned"),
  };
}

/** What workers printed themselves comes along, where it lies beside the journal. */
async function copyLogs(from: string, to: string): Promise<void> {
  await cp(join(from, "logs"), join(to, "logs"), { recursive: true }).catch(
    (error: NodeJS.ErrnoException) => {
      if (error.code !== "ENOENT") throw error;
    },
  );
}
