import { byText } from "../../../base/text/by-text.ts";
import type { JournalEvent } from "../../journal/events.ts";
import { standingAttempts, triesOf } from "../../journal/whole-attempts.ts";
import { shardText } from "../../plan/shards/shard.ts";
import { UsageError } from "../../usage-error.ts";

export type Of<T extends JournalEvent["type"]> = Extract<JournalEvent, { type: T }>;

/** The journal of a run that had a part of a plan. */
export interface ShardJournal {
  readonly path: string;
  /** But for the samples. */
  readonly events: readonly JournalEvent[];
  readonly started: Of<"run.started"> & { readonly shard: NonNullable<Of<"run.started">["shard"]> };
  readonly planned: Of<"run.planned">;
  /** Undefined: it was killed, or goes on still. */
  readonly ended: Of<"run.ended"> | undefined;
}

/** Which shards there are journals of. */
export function indexesOf(journals: readonly Pick<ShardJournal, "started">[]): ReadonlySet<number> {
  return new Set(journals.map(({ started }) => started.shard.index));
}

/** Whether a run was killed, or its disk full, before its plan was written down: nothing of it can be merged, and nothing is lost. */
export function isBeforePlan(events: readonly JournalEvent[]): boolean {
  const started = events.find(({ type }) => type === "run.started") as Of<"run.started"> | undefined;
  return (!started || started.shard !== undefined) && !events.some(({ type }) => type === "run.planned");
}

/** @throws UsageError for the journal of a whole run, and one that was cut before its plan. */
export function shardJournal(path: string, events: readonly JournalEvent[]): ShardJournal {
  const started = events.find((event): event is Of<"run.started"> => event.type === "run.started");
  // The plan is written again when the engine turns out to lack an image: the last one counts.
  const planned = events.findLast((event): event is Of<"run.planned"> => event.type === "run.planned");
  const ended = events.findLast((event): event is Of<"run.ended"> => event.type === "run.ended");
  if (!started?.shard || !planned)
    throw new UsageError(
      `${path} is no shard's journal: faultline run --shard i/n makes one${started?.shard ? ", and this was cut before its plan: leave it out" : ""}`,
    );
  return { path, events, started: { ...started, shard: started.shard }, planned, ended };
}

/**
 * One journal for each shard, in their order, whatever the order they are named in. Where a shard was run again after it was cut, the
 * complete run counts, of two that which went on with the other, and of cut ones that with most in it.
 * @throws UsageError for shards of several plans or versions, that were asked for otherwise, and for two complete runs of one.
 */
export function chooseShards(journals: readonly ShardJournal[]): readonly [ShardJournal, ...ShardJournal[]] {
  const sorted = journals.toSorted((a, b) => byText(a.started.run, b.started.run));
  const [first] = sorted;
  if (!first) throw new UsageError("no journal is named: name those of the shards");
  for (const other of sorted) refuseOther(first, other);
  const groups = Map.groupBy(sorted, ({ started }) => started.shard.index);
  const chosen = [...groups.values()]
    .map(mostOf)
    .toSorted((a, b) => a.started.shard.index - b.started.shard.index);
  return chosen as [ShardJournal, ...ShardJournal[]];
}

function refuseOther(first: ShardJournal, other: ShardJournal): void {
  const [a, b] = [first.started, other.started];
  if (a.shard.plan !== b.shard.plan || a.shard.of !== b.shard.of)
    throw new UsageError(
      `${other.path} is a shard of another plan than ${first.path} (${b.shard.plan} of ${b.shard.of}, and ${a.shard.plan} of ${a.shard.of}): merge what one faultline plan --shards divided`,
    );
  if (a.faultline !== b.faultline)
    throw new UsageError(
      `${other.path} is of faultline ${b.faultline}, and ${first.path} of ${a.faultline}: run all shards with one version`,
    );
  const names = new Set([...Object.keys(a.options), ...Object.keys(b.options)]);
  names.delete(OF_THE_MACHINE);
  for (const name of names)
    if (a.options[name] !== b.options[name])
      throw new UsageError(
        `${other.path} was run ${asked(name, b.options)}, and ${first.path} ${asked(name, a.options)}: run all shards with the same options`,
      );
}

/** How many clusters a machine carries says nothing of what its cells are. */
const OF_THE_MACHINE = "parallel";

function asked(name: string, { [name]: value }: ShardJournal["started"]["options"]): string {
  if (value === undefined || value === false) return `without --${name}`;
  return value === true ? `with --${name}` : `with --${name} ${value}`;
}

function mostOf(same: readonly ShardJournal[]): ShardJournal {
  // Errors are tried again by a run that goes on with a complete one.
  const goneOnWith = new Set(same.flatMap(({ started }) => started.copiedFrom ?? []));
  const [complete, another] = same.filter(
    ({ started, ended }) => ended?.outcome === "complete" && !goneOnWith.has(started.run),
  );
  if (complete && another)
    throw new UsageError(
      `shard ${shardText(complete.started.shard)} is complete in ${complete.path} and in ${another.path}: leave one out`,
    );
  return complete ?? (fullest(same) as ShardJournal);
}

/** That with most in it, the first of equals. */
export function fullest(same: readonly ShardJournal[]): ShardJournal | undefined {
  return same.toSorted((a, b) => wholeIn(b) - wholeIn(a))[0];
}

/** Cells that have shown something: an error would be tried again. */
function wholeIn({ events, started }: ShardJournal): number {
  return [...standingAttempts(events, triesOf(started.options)).values()].filter(({ length }) => length > 0)
    .length;
}
