import { expect, test } from "vitest";
import type { CellResult } from "../../../harness/cell/messages.ts";
import type { Cell, Verdict } from "../../../harness/plan/cell.ts";
import type { Beginning } from "../../../harness/run/calm.ts";
import { type CellJob, runSchedule } from "../../../harness/run/schedule.ts";

const cell = (id: string) => ({ id }) as Cell;
const stand = (id: string, ...cells: string[]) => ({
  id,
  cells: cells.map(cell),
  estimateSeconds: 1,
  weight: 1,
});

/** Runs a schedule whose cells end as told (default `pass`); gives what was asked of the workers, in order. */
async function jobsOf(
  stands: ReturnType<typeof stand>[],
  ends: Record<string, Verdict[]> = {},
  options: {
    attempts?: number;
    repeat?: number;
    fresh?: boolean;
    parallel?: number;
    calm?: (what: Beginning, others: () => number) => Promise<void>;
    signal?: AbortSignal;
    onMaking?: (job: CellJob) => Promise<void>;
    onJob?: (job: CellJob) => Promise<void>;
  } = {},
) {
  const jobs: string[] = [];
  let made = 0;
  await runSchedule({
    stands,
    parallel: options.parallel ?? 1,
    attempts: options.attempts ?? 2,
    repeat: options.repeat ?? 1,
    fresh: options.fresh ?? false,
    calm: options.calm ?? (async () => {}),
    signal: options.signal ?? new AbortController().signal,
    newStand: async () => ({ standName: `stand-${++made}`, workDir: "" }),
    runCell: async (job, onStood): Promise<CellResult> => {
      jobs.push(`${job.cell.id}#${job.attempt} on ${job.standName}${job.last ? ", last" : ""}`);
      await options.onMaking?.(job);
      onStood();
      await options.onJob?.(job);
      const verdict = ends[job.cell.id]?.[job.attempt - 1] ?? "pass";
      return { verdict, standUsable: verdict === "pass" && !job.last };
    },
  });
  return jobs;
}

test("cells of a stand follow one another on one cluster and the last one takes it down", async () => {
  expect(await jobsOf([stand("s", "a", "b")])).toEqual(["a#1 on stand-1", "b#1 on stand-1, last"]);
});

test("a cell is told which cell its cluster has served before", async () => {
  const told: (string | undefined)[] = [];
  const onJob = async ({ cell, after }: CellJob) => void told.push(`${cell.id} after ${after}`);
  await jobsOf([stand("s", "a", "b", "c")], { b: ["fail", "pass"] }, { onJob });
  expect(told).toEqual(["a after undefined", "b after a", "c after undefined", "b after c"]);
});

test("a cell that fails costs its cluster, and comes back once on a fresh one after the others", async () => {
  expect(await jobsOf([stand("s", "a", "b")], { a: ["fail", "pass"] })).toEqual([
    "a#1 on stand-1",
    "b#1 on stand-2",
    "a#2 on stand-2, last",
  ]);
});

test("the last cell of a stand is tried again on a fresh cluster too, but not more often than allowed", async () => {
  expect(await jobsOf([stand("s", "a")], { a: ["error", "error"] })).toEqual([
    "a#1 on stand-1, last",
    "a#2 on stand-2, last",
  ]);
  expect(await jobsOf([stand("s", "a")], { a: ["error"] }, { attempts: 1 })).toEqual([
    "a#1 on stand-1, last",
  ]);
});

test("what is to be repeated comes again after the others on their cluster, whatever came of it and no more often", async () => {
  expect(await jobsOf([stand("s", "a", "b")], { b: ["fail", "error"] }, { repeat: 2, attempts: 3 })).toEqual([
    "a#1 on stand-1",
    "b#1 on stand-1",
    "a#2 on stand-2",
    "b#2 on stand-2, last",
  ]);
});

test("with a cluster for every cell, each repetition has one of its own as well", async () => {
  expect(await jobsOf([stand("s", "a")], {}, { repeat: 3, fresh: true })).toEqual([
    "a#1 on stand-1, last",
    "a#2 on stand-2, last",
    "a#3 on stand-3, last",
  ]);
});

/** The most calls of `work` that were under way at once. */
function counted() {
  const seen = { now: 0, most: 0 };
  const work = async () => {
    seen.most = Math.max(seen.most, ++seen.now);
    await new Promise((resolve) => setTimeout(resolve, 5));
    seen.now--;
  };
  return { seen, work };
}

const MANY = ["a", "b", "c", "d", "e", "f", "g", "h"].map((id) => stand(`stand of ${id}`, id));

test("no more stands at once than the budget allows", async () => {
  const { seen, work } = counted();
  await jobsOf(MANY, {}, { parallel: 2, onJob: work });
  expect(seen.most).toBe(2);
});

test("of eight stands at once two are in the making, and one whose making fails lets the next one begin", async () => {
  const making = counted();
  const standing = counted();
  const onJob = async () => {
    await standing.work();
    await standing.work();
  };
  const ends: Record<string, Verdict[]> = { a: ["error", "pass"] };
  const jobs = await jobsOf(MANY, ends, { parallel: 8, onMaking: making.work, onJob });
  expect(making.seen.most).toBe(2);
  expect(standing.seen.most).toBeGreaterThan(2);
  expect(jobs).toHaveLength(9);
});

test("what waits to make a cluster when the run is aborted makes none", async () => {
  const abort = new AbortController();
  const onMaking = async () => {
    abort.abort();
    await new Promise((resolve) => setTimeout(resolve, 5));
  };
  expect(await jobsOf(MANY, {}, { parallel: 4, signal: abort.signal, onMaking })).toEqual([
    "a#1 on stand-1, last",
  ]);
});

test("after an interrupt nothing new begins", async () => {
  const stop = new AbortController();
  const onJob = async () => stop.abort();
  expect(await jobsOf([stand("s", "a", "b"), stand("t", "c")], {}, { signal: stop.signal, onJob })).toEqual([
    "a#1 on stand-1",
  ]);
});

test("a further cluster is asked for with the number of those that stand, whatever became of their cells", async () => {
  const seen: number[] = [];
  const calm = async (what: Beginning, others: () => number) => {
    if (what === "cluster") seen.push(others());
  };
  const ends: Record<string, Verdict[]> = { a: ["fail", "pass"] };
  await jobsOf([stand("s", "a", "b"), stand("t", "c")], ends, { parallel: 1, calm });
  expect(seen).toEqual([0, 0, 0]);
  seen.length = 0;
  await jobsOf([stand("s", "a", "b"), stand("t", "c")], ends, { parallel: 2, calm });
  expect(seen.toSorted()).toEqual([0, 1, 1]);
});

test("a further cell on a cluster is asked for with the number of those that run, the first comes with the cluster", async () => {
  const seen: number[] = [];
  const calm = async (what: Beginning, others: () => number) => {
    if (what === "cell") seen.push(others());
  };
  const ends: Record<string, Verdict[]> = { b: ["fail", "pass"] };
  await jobsOf([stand("s", "a", "b", "c"), stand("t", "d")], ends, { parallel: 1, calm });
  expect(seen).toEqual([0, 0]);
  const [begun, held] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const onJob = async ({ cell: { id } }: CellJob) => {
    if (id === "a") await begun.promise;
    if (id === "b") held.resolve();
    if (id !== "c") return;
    begun.resolve();
    await held.promise;
  };
  seen.length = 0;
  await jobsOf([stand("s", "a", "b"), stand("t", "c")], {}, { parallel: 2, calm, onJob });
  expect(seen).toEqual([1]);
});

test("cells that were still waiting when the run was interrupted do not begin", async () => {
  const stop = new AbortController();
  const calm = async (what: Beginning) => {
    if (what === "cell") stop.abort();
  };
  const two = [stand("s", "a", "b"), stand("t", "c", "d")];
  const jobs = await jobsOf(two, {}, { parallel: 10, signal: stop.signal, calm });
  expect(jobs.filter((job) => /^[bd]/.test(job))).toEqual([]);
});

test("one cell at a time begins on a cluster that has served another, until its cluster is as it is to be", async () => {
  const both = Promise.withResolvers<void>();
  let [waiting, most, firsts] = [0, 0, 0];
  const onJob = async ({ after }: CellJob) => {
    if (after !== undefined) return;
    if (++firsts === 2) both.resolve();
    await both.promise;
  };
  const onMaking = async ({ after }: CellJob) => {
    if (after === undefined) return;
    most = Math.max(most, ++waiting);
    await new Promise((done) => setImmediate(done));
    waiting--;
  };
  const two = [stand("s", "a", "b"), stand("t", "c", "d")];
  expect(await jobsOf(two, {}, { parallel: 10, onJob, onMaking })).toHaveLength(4);
  expect(most).toBe(1);
});
