import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import type { CellEvent, JournalEntry, JournalEvent } from "../../../harness/journal/events.ts";
import { attemptsByCell } from "../../../harness/journal/events-of-cell.ts";
import { parseJournal } from "../../../harness/journal/read-journal.ts";
import type { Cell } from "../../../harness/plan/cell.ts";
import { divide, elsewhere } from "../../../harness/plan/shards/divide.ts";
import { matrixFrom } from "../../../harness/report/matrix-from.ts";
import type { Matrix } from "../../../harness/report/matrix-schema.ts";
import { type ShardJournal, shardJournal } from "../../../harness/report/merge/choose-shards.ts";
import { mergeShards } from "../../../harness/report/merge/merge-shards.ts";
import { HOST } from "../../simulated-run.ts";
import { SyntheticJournal } from "../../synthetic-journal.ts";

const RECORDINGS = join(import.meta.dirname, "../../recordings");
const BLOCKED = "rke2-overlay-cut";
const obstacle = ({ scenario }: Cell) => (scenario === BLOCKED ? "its image is not here" : undefined);

let cells: readonly Cell[] = [];
let lived: ReadonlyMap<string, readonly CellEvent[]> = new Map();

beforeAll(async () => {
  const files = (await readdir(RECORDINGS, { recursive: true })).filter((name) => name.endsWith(".gz"));
  const recorded = new Map<string, { readonly cell: Cell; readonly own: readonly CellEvent[] }>();
  for (const file of files) {
    // Samples are most of a recording, and no report is made of them.
    const lines = gunzipSync(await readFile(join(RECORDINGS, file)))
      .toString()
      .split("\n");
    const text = lines.filter((line) => !line.includes('"type":"sample"')).join("\n");
    const { events } = parseJournal(text, file);
    const cell = events.find((event) => event.type === "run.planned")?.cells[0];
    if (cell) recorded.set(cell.id, { cell, own: attemptsByCell(events).get(cell.id)?.flat() ?? [] });
  }
  // Every plan numbers its cells; recordings of before do not have that.
  cells = [...recorded.values()].map(({ cell }, index) => ({ ...cell, index }));
  lived = new Map([...recorded].map(([id, { own }]) => [id, own]));
}, 300_000);

type Planned = Extract<JournalEntry, { type: "run.planned" }>;
const OPTIONS = { attempts: 2, fresh: false };
const COMPONENTS = [
  { component: "metrics-server", version: "0.7.2", origin: "source" as const, identity: "a" },
];

/** A run of planned cells as they were recorded; `shard` where it is a part. */
function runOf(
  index: number,
  planned: Omit<Planned, "type">,
  shard?: { index: number; of: number; plan: string },
) {
  const journal = new SyntheticJournal(`20261122-1000${String(index).padStart(2, "0")}-aaaa`)
    .add(index, {
      type: "run.started",
      host: { ...HOST, os: `host ${index}` },
      argv: ["run"],
      options: OPTIONS,
      faultline: "1.0.0",
      ...(shard && { shard }),
    })
    .add(index, { type: "run.planned", ...planned })
    .add(index, { type: "run.toolchain", components: COMPONENTS, standIns: [] });
  for (const { id } of planned.cells) journal.events.push(...(lived.get(id) ?? []));
  return journal.ended(500 + index);
}

function whole(): Matrix {
  return matrixFrom(
    runOf(0, {
      cells: cells.filter((cell) => !obstacle(cell)),
      notRun: cells.filter(obstacle).map((cell) => ({ cell, reason: "its image is not here" })),
    }).events,
  );
}

/** The journals of a plan in so many shards. */
function sharded(of: number): SyntheticJournal[] {
  const division = divide(cells, obstacle, { fresh: false, shards: of, durations: {} });
  return division.shards.map(({ index, stands, notRun }) =>
    runOf(
      index,
      { cells: stands.flatMap((stand) => stand.cells), notRun, elsewhere: elsewhere(division, index) },
      { index, of: division.shards.length, plan: division.plan },
    ),
  );
}

const journalOf = (run: SyntheticJournal) => shardJournal(`${run.run}.ndjson`, run.events);

/** The matrix of what `faultline merge` writes. */
function merged(journals: readonly ShardJournal[]): Matrix {
  const { started, more, shards } = mergeShards(journals, journals[0]?.planned.elsewhere ?? []);
  const stamp = (entry: JournalEntry, at: number): JournalEvent => ({
    ...{ v: 4, at: new Date(at).toISOString(), run: "merged" },
    ...entry,
  });
  const own = shards.flatMap(({ events }) => events.filter((event) => "cell" in event));
  return matrixFrom([stamp(...started), ...more.map((each) => stamp(...each)), ...own]);
}

/** Without what a run in parts has otherwise: its name, its hosts, its times, and whose cells it has. */
function comparable({ run, ...matrix }: Matrix) {
  const { id: _, host: __, startedAt: ___, endedAt: ____, copiedFrom: _____, ...more } = run;
  const { tookSeconds: ______, ...rest } = more;
  return { ...matrix, run: rest };
}

test.each(Array.from({ length: 20 }, (_, index) => index + 1))(
  "the merge of %i shards is the matrix of a run that was not divided, in whatever order they are named",
  (of) => {
    const journals = sharded(of).map(journalOf);
    const wanted = comparable(whole());
    expect(wanted.cells.length).toBeGreaterThan(100);
    fc.assert(
      fc.property(fc.shuffledSubarray(journals, { minLength: journals.length }), (order) => {
        expect(comparable(merged(order))).toEqual(wanted);
      }),
      { numRuns: 2 },
    );
  },
);

test("a missing shard's cells are not run, each with that reason, and the run is not complete", () => {
  const all = sharded(4);
  const missing = all[1] as SyntheticJournal;
  const { cells: rows, run } = merged(all.filter((each) => each !== missing).map(journalOf));
  const lacking = new Set(journalOf(missing).planned.cells.map(({ id }) => id));
  expect(lacking.size).toBeGreaterThan(3);
  expect(rows.length).toBe(cells.length);
  for (const { id, verdict, reason } of rows.filter((row) => lacking.has(row.id)))
    expect({ id, verdict, reason }).toEqual({
      ...{ id, verdict: "not run", reason: "shard 2/4 is missing: no journal of it was merged" },
    });
  expect(run).toMatchObject({ outcome: "failed", message: "shard 2/4 is missing" });
  const without = merged(all.slice(1).map(journalOf)).cells;
  expect(without.find(({ scenario }) => scenario === BLOCKED)?.reason).toBe("its image is not here");
});

test("a shard killed at any byte still merges: what it had not begun is not run, and says so", () => {
  const [first, second] = sharded(2) as [SyntheticJournal, SyntheticJournal];
  const bytes = Buffer.from(second.text);
  const begun = bytes.indexOf('"type":"run.toolchain"');
  const own = new Set(journalOf(second).planned.cells.map(({ id }) => id));
  const others = (of: Matrix) => of.cells.filter(({ id }) => !own.has(id));
  const wanted = others(whole());
  fc.assert(
    fc.property(fc.integer({ min: begun, max: bytes.length - 30 }), (length) => {
      const { events } = parseJournal(bytes.toString("utf8", 0, length), "second");
      const matrix = merged([journalOf(first), shardJournal("second", events)]);
      expect(matrix.run).toMatchObject({ outcome: "failed", message: "shard 2/2 was cut" });
      expect(matrix.cells.length).toBe(cells.length);
      expect(others(matrix)).toEqual(wanted);
      const ended = new Set(events.flatMap((event) => (event.type === "cell.ended" ? [event.cell] : [])));
      for (const { id, verdict, reason } of matrix.cells.filter(
        (cell) => own.has(cell.id) && !ended.has(cell.id),
      ))
        expect(`${id} ${verdict} ${reason}`).toMatch(
          / (not run not begun when the journal of shard 2\/2 ends|error interrupted.*)$/,
        );
    }),
    { numRuns: 12 },
  );
});

test("a shard that was run again after it was cut counts once; two complete runs of one are refused", () => {
  const [first, second] = sharded(2) as [SyntheticJournal, SyntheticJournal];
  const cut = parseJournal(second.text.slice(0, second.text.length / 2), "cut").events;
  const again = merged([journalOf(second), journalOf(first), shardJournal("cut", cut)]);
  expect(comparable(again)).toEqual(comparable(whole()));
  // Killed when all had ended: as much is in it, and still it is the other that counts.
  const endless = shardJournal("endless", second.events.slice(0, -1));
  expect(merged([endless, journalOf(second), journalOf(first)]).run.outcome).toBe("complete");
  const twice = () => merged([journalOf(first), journalOf(second), { ...journalOf(second), path: "other" }]);
  expect(twice).toThrow(/^shard 2\/2 is complete in .* and in .*: leave one out$/);
  // One that went on with the other has all that stood of it.
  const next = journalOf(second);
  const started = { ...next.started, run: "20261122-110000-aaaa", copiedFrom: [next.started.run] };
  const gone = merged([journalOf(first), next, { ...next, path: "other", started }]);
  expect(gone.run.copiedFrom).toEqual([journalOf(first).started.run, "20261122-110000-aaaa"]);
});

test("shards of another plan, another number or another version, and whole runs, are refused", () => {
  const [first, second] = sharded(2) as [SyntheticJournal, SyntheticJournal];
  const changed = (change: object) => {
    const { started, ...journal } = journalOf(second);
    return { ...journal, started: { ...started, ...change } };
  };
  const { shard } = journalOf(second).started;
  const other = (change: object) => () => merged([changed(change), journalOf(first)]);
  expect(other({ shard: { ...shard, plan: "0" } })).toThrow(/is a shard of another plan than/);
  expect(other({ shard: { ...shard, of: 3 } })).toThrow(/is a shard of another plan than/);
  expect(other({ faultline: "0.9.0" })).toThrow(/is of faultline 0\.9\.0, and .* of 1\.0\.0/);
  expect(() => shardJournal("whole", runOf(1, { cells, notRun: [] }).events)).toThrow(
    /^whole is no shard's journal: faultline run --shard i\/n makes one$/,
  );
});

test("shards that were asked for otherwise are refused, by the option; how many clusters a machine carries is its own business", () => {
  const [first, second] = sharded(2) as [SyntheticJournal, SyntheticJournal];
  const asked = (more: object) => {
    const { started, ...journal } = journalOf(second);
    return { ...journal, started: { ...started, options: { ...started.options, ...more } } };
  };
  const other = (more: object) => () => merged([asked(more), journalOf(first)]);
  expect(other({ repeat: 3 })).toThrow(
    /^20261122-100002\S+ was run with --repeat 3, and 20261122-100001\S+ without --repeat: run all shards with the same options$/,
  );
  expect(other({ attempts: 1 })).toThrow(/ was run with --attempts 1, and .* with --attempts 2: /);
  expect(other({ fresh: true })).toThrow(/ was run with --fresh, and .* without --fresh: /);
  expect(other({ plugin: "released" })).toThrow(/ was run with --plugin released, and .* without --plugin: /);
  expect(merged([asked({ parallel: 4 }), journalOf(first)]).run.outcome).toBe("complete");
});
