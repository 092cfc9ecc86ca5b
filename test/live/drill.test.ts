import { beforeAll, expect, test } from "vitest";
import { placesFrom } from "../../base/places.ts";
import { DRILLS, type Drill, nameOf } from "../drill/drills.ts";
import { type Said, saidBy } from "../drill/go-on.ts";
import { drillChain } from "../drill/round.ts";
import { startRun } from "../drill/started-run.ts";

/** One of each who is struck, at phases that have more to leave each; `npm run drill` has all. */
const SAMPLE = ["SIGKILL cli in fault", "SIGTERM worker in fault", "SIGKILL engine in symptom"];
const drills = SAMPLE.map((name) => DRILLS.find((drill) => nameOf(drill) === name) as Drill);

let unbroken: Said | undefined;

beforeAll(async () => {
  const run = await startRun();
  expect(await run.ended).toMatchObject({ exit: 0 });
  unbroken = saidBy(run.results);
  await run.forget();
}, 400_000);

test("a run that is struck three times leaves nothing each time, and is gone on with to the matrix of an unbroken one", async () => {
  const rounds = drills.map((drill) => [drill]);
  const rows = await drillChain(rounds, unbroken ?? [], placesFrom(process.env));
  for (const row of rows)
    expect(row).toMatchObject({ leaks: [], error: null, resumed: { exit: 0, isEqual: true } });
  expect(rows[0]?.removed.length).toBeGreaterThan(0);
}, 900_000);
