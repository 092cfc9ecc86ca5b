import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Cell } from "../../../harness/plan/cell.ts";
import type { Depth } from "../../../harness/plan/depth.ts";
import { loadHealings } from "../../../harness/plan/load-measured.ts";
import { planRun } from "../../../harness/plan/plan.ts";
import { askedCells } from "../../../harness/plan/select/asked-cells.ts";
import { PROFILES, type Profile } from "../../../harness/plan/select/profile.ts";
import { type StandPlan, standsOf, wallSeconds } from "../../../harness/plan/stands.ts";
import { loadCatalog } from "../../../harness/scenario/load/load.ts";
import { syntheticCell } from "../../synthetic-journal.ts";

const plan = (cells: readonly Cell[], parallel: number, fresh = false) =>
  timed(planRun(cells, () => undefined, { fresh, parallel }).stands, parallel);
/** As many clusters as are any use: each healthy state could fill the machine alone. */
const many = (cells: readonly Cell[], parallel: number) =>
  timed(
    standsOf(
      Map.groupBy(cells, ({ stand }) => stand),
      (seconds) => Math.max(parallel, Math.ceil(seconds / 600)),
    ),
    parallel,
  );
const timed = (stands: readonly StandPlan[], parallel: number) => ({
  stands,
  wall: wallSeconds(stands, parallel),
});

const alike = Array.from({ length: 8 }, (_, i) =>
  syntheticCell(`alike-${i}`, "one", { stand: "alike", estimateSeconds: 250 }),
);
const others = Array.from({ length: 4 }, (_, i) =>
  syntheticCell(`other-${i}`, "one", { estimateSeconds: 2000 }),
);
const clustersOf = ({ stands }: ReturnType<typeof plan>) =>
  stands.filter(({ cells }) => cells[0]?.stand === "alike").length;

test("cells that begin alike are on no more clusters than shorten the run, and take their share when others fill it", () => {
  expect(clustersOf(plan(alike, 8))).toBe(8);
  expect(clustersOf(plan(alike, 5))).toBe(4);
  expect([plan(alike, 5).wall, many(alike, 5).wall]).toEqual([530, 530]);
  const together = plan([...alike, ...others], 5);
  expect([clustersOf(together), together.wall]).toEqual([3, 2090]);
  expect(many([...alike, ...others], 5).wall).toBe(2150);
});

test("a bundle does not become most of the run, though by plan it would end in time", () => {
  const { stands } = plan([...alike, ...others], 5);
  expect(Math.max(...stands.filter(({ cells }) => cells.length > 1).map((s) => s.estimateSeconds))).toBe(780);
});

test("what would take long is split over more clusters, also where one stands at a time", () => {
  const long = ["a", "b", "c", "d"].map((name) =>
    syntheticCell(name, "one", { stand: "alike", estimateSeconds: 400 }),
  );
  expect(clustersOf(plan(long, 1))).toBe(3);
});

test("cells for several machines are on a cluster for each, also where fewer would take as long", () => {
  const { stands } = planRun(alike, () => undefined, { fresh: false, parallel: 5, machines: 5 });
  expect(stands.length).toBe(5);
});

test("no cluster serves for more than an hour of several scenarios", () => {
  const long = Array.from({ length: 80 }, (_, i) =>
    syntheticCell(`alike-${i}`, "one", { stand: "alike", estimateSeconds: 250 }),
  );
  expect(clustersOf(plan(long, 1))).toBe(6);
  const uneven = ["a", "b", "c"].map((name) =>
    syntheticCell(name, "one", { stand: "alike", estimateSeconds: 2000 }),
  );
  expect(clustersOf(plan(uneven, 1))).toBe(3);
});

describe("the catalog", async () => {
  const scenarios = await loadCatalog("scenarios");
  const healings = await loadHealings("scenarios");
  const cellsOf = (profile: Profile, depth?: Depth) =>
    askedCells(scenarios, { selectors: [], at: [], profile, depth }, healings).picked.map(({ cell }) => cell);
  const runs = new Map(
    PROFILES.flatMap((profile) => [
      [profile, cellsOf(profile)],
      [`${profile}, fixes`, cellsOf(profile, "fixes")],
    ]),
  );

  test("takes on one core or two a quarter fewer clusters than would be any use", () => {
    const [cells, rooms] = [runs.get("default") ?? [], [2, 5, 8, 10]];
    const sum = (planned: typeof plan) =>
      rooms.reduce((all, parallel) => all + planned(cells, parallel).stands.length, 0);
    expect(sum(plan)).toBeLessThanOrEqual(sum(many) * 0.75);
  });

  test("however long its cells take, has each once, no scenario apart, on no more clusters and hardly later", () => {
    const longer = fc.array(fc.double({ min: 0.1, max: 4, noNaN: true }), { minLength: 7, maxLength: 7 });
    const room = fc.integer({ min: 1, max: 24 });
    fc.assert(
      fc.property(fc.constantFrom(...runs.keys()), longer, room, (run, times, parallel) => {
        const cells = (runs.get(run) ?? []).map((cell, i) => ({
          ...cell,
          estimateSeconds: Math.ceil(cell.estimateSeconds * (times[i % times.length] ?? 1)),
        }));
        const [few, most] = [plan(cells, parallel), many(cells, parallel)];
        const ids = few.stands.flatMap((stand) => stand.cells.map(({ id }) => id));
        expect(ids.toSorted()).toEqual(cells.map(({ id }) => id).toSorted());
        const shared = few.stands.map((stand) => ({
          states: new Set(stand.cells.map((cell) => cell.stand)),
          scenarios: new Set(stand.cells.map((cell) => `${cell.stand} ${cell.scenario}`)),
        }));
        expect(shared.filter(({ states }) => states.size !== 1)).toEqual([]);
        const scenarios = shared.flatMap((each) => [...each.scenarios]);
        expect(new Set(scenarios).size).toBe(scenarios.length);
        expect(few.stands.length).toBeLessThanOrEqual(most.stands.length);
        expect(few.wall).toBeLessThanOrEqual(most.wall * 1.03);
      }),
      { numRuns: 40 },
    );
  });

  test("has with --fresh a cluster for each cell", () => {
    const cells = runs.get("full") ?? [];
    expect(plan(cells, 10, true).stands.map((stand) => stand.cells.length)).toEqual(cells.map(() => 1));
  });
});
