import type { JournalEntry } from "../../journal/events.ts";
import { attemptsByCell } from "../../journal/events-of-cell.ts";
import { joinedToolchain } from "../../journal/joined-toolchain.ts";
import type { Elsewhere } from "../../plan/shards/part-schema.ts";
import { shardText } from "../../plan/shards/shard.ts";
import { chooseShards, indexesOf, type Of, type ShardJournal } from "./choose-shards.ts";

type Entry<T extends JournalEntry["type"]> = Extract<JournalEntry, { type: T }>;

/** The journal of the whole plan: lines of its own, with when they are said to have been (milliseconds since the epoch), and whose cells it has. */
export interface Merged {
  readonly started: readonly [entry: Entry<"run.started">, at: number];
  readonly more: readonly (readonly [entry: JournalEntry, at: number])[];
  readonly shards: readonly ShardJournal[];
}

/**
 * `elsewhere` is what other shards have than one of these, and nothing where none is missing.
 * @throws UsageError for shards that do not belong together, ToolchainsDiffer.
 */
export function mergeShards(journals: readonly ShardJournal[], elsewhere: readonly Elsewhere[]): Merged {
  const shards = chooseShards(journals);
  const missing = missingCells(shards, elsewhere);
  const startedAt = Math.min(...shards.map(({ started }) => Date.parse(started.at)));
  const endedAt = Math.max(...shards.map(({ events }) => Date.parse(events.at(-1)?.at ?? "")));
  const { host, argv, options, faultline } = shards[0].started;
  const used = shards.flatMap(
    ({ events }) => events.findLast((event) => event.type === "run.toolchain") ?? [],
  );
  const copiedFrom = shards.map(({ started }) => started.run);
  const started: Entry<"run.started"> = {
    type: "run.started",
    host,
    argv,
    options,
    copiedFrom,
    ...(faultline !== undefined && { faultline }),
  };
  return {
    started: [started, startedAt],
    more: [
      [plannedOf(shards, missing), startedAt],
      ...(used.length > 0 ? [[{ type: "run.toolchain", ...joinedToolchain(used) }, startedAt] as const] : []),
      [endOf(shards, missing), endedAt],
    ],
    shards,
  };
}

/** What no shard has begun is not run, and whose fault that is said of each. */
function plannedOf(shards: readonly ShardJournal[], lacking: readonly Missing[]): Entry<"run.planned"> {
  const parts = shards.map((shard) => {
    const begun = attemptsByCell(shard.events);
    const { cells, notRun } = shard.planned;
    const reason = unbegun(shard);
    return {
      cells: cells.filter(({ id }) => begun.has(id)),
      notRun: [
        ...notRun,
        ...cells.filter(({ id }) => !begun.has(id)).map((cell) => ({ cell, reason, missing: true as const })),
      ],
    };
  });
  const missing = lacking.map(({ cell, shard, reason }) => ({
    cell,
    ...(reason === undefined
      ? { reason: `shard ${shard} is missing: no journal of it was merged`, missing: true as const }
      : { reason }),
  }));
  const leftOut = shards[0]?.planned.leftOut;
  return {
    type: "run.planned",
    cells: parts.flatMap(({ cells }) => cells),
    notRun: [...parts.flatMap(({ notRun }) => notRun), ...missing],
    // A profile leaves out the same on every machine.
    ...(leftOut && { leftOut }),
  };
}

function unbegun({ started, ended }: ShardJournal): string {
  const name = `shard ${shardText(started.shard)}`;
  if (!ended) return `not begun when the journal of ${name} ends`;
  return ended.outcome === "complete"
    ? "the run was over before its turn"
    : `${name} was ${ended.outcome} before its turn`;
}

/** A cell of a shard that is missing, and which that is. */
interface Missing extends Omit<Elsewhere, "shard"> {
  readonly shard: string;
}

function missingCells(shards: readonly ShardJournal[], elsewhere: readonly Elsewhere[]): readonly Missing[] {
  const there = indexesOf(shards);
  const of = shards[0]?.started.shard.of ?? 0;
  return elsewhere
    .filter(({ shard }) => !there.has(shard))
    .map((each) => ({ ...each, shard: shardText({ index: each.shard, of }) }));
}

function endOf(shards: readonly ShardJournal[], lacking: readonly Missing[]): Entry<"run.ended"> {
  const missing = [...new Set(lacking.map(({ shard }) => shard))];
  const problems = [
    ...missing.map((shard) => `shard ${shard} is missing`),
    ...shards.flatMap(({ started, ended }) =>
      ended?.outcome === "complete"
        ? []
        : [`shard ${shardText(started.shard)} was ${ended?.outcome ?? "cut"}`],
    ),
  ];
  const costs = shards.flatMap(({ ended }) => ended?.cost ?? []);
  return {
    type: "run.ended",
    outcome: problems.length === 0 ? "complete" : "failed",
    ...(problems.length > 0 && { message: problems.join("; ") }),
    ...(costs.length === shards.length && { cost: costOf(costs) }),
  };
}

/** Of several machines: what all of them did, and the most that one of them needed. */
function costOf(costs: readonly NonNullable<Of<"run.ended">["cost"]>[]) {
  return {
    cpuMs: costs.reduce((sum, { cpuMs }) => sum + cpuMs, 0),
    peakMemoryMb: Math.max(...costs.map(({ peakMemoryMb }) => peakMemoryMb)),
  };
}
