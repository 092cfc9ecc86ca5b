import { expect, test } from "vitest";
import { parse } from "yaml";
import type { Cell } from "../../../../harness/plan/cell.ts";
import { divide, elsewhere } from "../../../../harness/plan/shards/divide.ts";
import { githubMatrix, gitlabMatrix } from "../../../../harness/plan/shards/engines.ts";
import { MOST_SHARDS, shardOf } from "../../../../harness/plan/shards/shard.ts";
import { syntheticCell } from "../../../synthetic-journal.ts";

const cells = ["a", "b", "c", "d", "e"].flatMap((scenario, place) =>
  ["one", "two"].map((fix) =>
    syntheticCell(scenario, fix, { estimateSeconds: 100 * (place + 1), weight: place === 4 ? 2.5 : 1 }),
  ),
);
const none = () => undefined;
const divided = (
  shards: number,
  more: { obstacle?: (cell: Cell) => string | undefined; durations?: Record<string, number> } = {},
) => divide(cells, more.obstacle ?? none, { fresh: false, shards, durations: more.durations ?? {} });
const idsOf = (division: ReturnType<typeof divide>) =>
  division.shards.map(({ stands }) => stands.flatMap((stand) => stand.cells.map(({ id }) => id)));

test("every cell is in one shard, the cells of a stand together, and the longest goes first to who has least", () => {
  for (const shards of [1, 2, 3, 5]) {
    const division = divided(shards);
    expect(idsOf(division).flat().toSorted()).toEqual(cells.map(({ id }) => id).toSorted());
    for (const { id, stand } of cells) {
      const holding = division.shards.filter(({ stands }) =>
        stands.some((each) => each.cells.some((cell) => cell.stand === stand)),
      );
      expect(holding, id).toHaveLength(1);
    }
  }
  const loads = divided(3).shards.map(({ load }) => load);
  // e weighs 2.5 times its 1030 s; d (830) and c (630) follow, and then b (430) and a (230).
  expect(loads).toEqual([2575, 1060, 1060]);
});

test("recorded durations decide, where there are any", () => {
  const durations = Object.fromEntries(cells.map(({ id, scenario }) => [id, scenario === "a" ? 5_000 : 10]));
  const [first] = idsOf(divided(2, { durations }));
  expect(first).toEqual(["a/kind-1.32.5/one", "a/kind-1.32.5/two"]);
});

test("more shards than stands are as many as there are stands, and who divides by that gets the same", () => {
  expect(divided(20).shards).toHaveLength(5);
  expect(divided(20)).toEqual(divided(5));
});

test("a scenario that takes longer than all others leaves as many shards as there are scenarios", () => {
  const uneven = [
    syntheticCell("a", "one", { estimateSeconds: 10_000 }),
    syntheticCell("b", "one", { stand: "alike", estimateSeconds: 700 }),
    syntheticCell("c", "one", { stand: "alike", estimateSeconds: 700 }),
  ];
  const division = divide(uneven, none, { fresh: false, shards: 3, durations: {} });
  expect(idsOf(division)).toEqual([["a/kind-1.32.5/one"], ["b/kind-1.32.5/one"], ["c/kind-1.32.5/one"]]);
});

test("what is not run is told by the first shard, and each knows what the others have", () => {
  const obstacle = ({ scenario }: Cell) => (scenario === "b" ? "no image" : undefined);
  const division = divided(2, { obstacle });
  expect(division.shards.map(({ notRun }) => notRun.length)).toEqual([2, 0]);
  const [first, second] = [elsewhere(division, 1), elsewhere(division, 2)];
  expect(first.map(({ cell }) => cell.id)).toEqual(idsOf(division)[1]);
  expect(second.filter(({ reason }) => reason === "no image").map(({ cell }) => cell.scenario)).toEqual([
    "b",
    "b",
  ]);
});

test("the plan is another one where a cell says something else, and the same where it only takes longer", () => {
  const { plan } = divided(2);
  const changed = (change: Partial<Cell>) =>
    divide(
      cells.map((cell) => ({ ...cell, ...change })),
      none,
      { fresh: false, shards: 2, durations: {} },
    ).plan;
  expect(changed({ content: "0123" })).not.toBe(plan);
  expect(changed({ slowestHealing: null })).toBe(plan);
  expect(divided(3).plan).not.toBe(plan);
});

test("each engine gets its own form", () => {
  const division = divided(2);
  expect(JSON.parse(githubMatrix(division))).toEqual({
    include: [
      { shard: "1/2", cells: 2, stands: 1, minutes: 43, weight: 2.5 },
      { shard: "2/2", cells: 8, stands: 4, minutes: 36, weight: 1 },
    ],
  });
  expect(parse(gitlabMatrix(division))).toEqual({
    ".faultline-shards": {
      parallel: {
        matrix: [
          { SHARD: "1/2", SHARD_MINUTES: "43", SHARD_WEIGHT: "2.5" },
          { SHARD: "2/2", SHARD_MINUTES: "36", SHARD_WEIGHT: "1" },
        ],
      },
    },
  });
});

test("an engine's limit is kept: GitLab's matrix has 200 jobs at most, GitHub's as many as a plan has shards", () => {
  const many = Array.from({ length: 300 }, (_, index) => syntheticCell(`s-${index}`, "one"));
  const of = (shards: number) => divide(many, none, { fresh: false, shards, durations: {} });
  expect(parse(gitlabMatrix(of(200)))[".faultline-shards"].parallel.matrix).toHaveLength(200);
  expect(() => gitlabMatrix(of(201))).toThrow(
    "GitLab takes 200 jobs of one matrix at most, and these are 201: say --shards 200 or fewer",
  );
  expect(JSON.parse(githubMatrix(of(MOST_SHARDS))).include).toHaveLength(256);
});

test.each(["0/3", "4/3", "1", "1/257", "a/b", "1/2/3", "-1/2"])("%j is no shard", (text) => {
  expect(() => shardOf(text)).toThrow(/is no shard: write 2\/5/);
});
