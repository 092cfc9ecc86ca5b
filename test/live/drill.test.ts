import { expect, test } from "vitest";
import { placesFrom } from "../../base/places.ts";
import { DRILLS, type Drill, nameOf } from "../drill/drills.ts";
import type { Said } from "../drill/go-on.ts";
import { drillChain } from "../drill/round.ts";

/** Of the CLI alone, killed and stopped; `npm run drill` has all. */
const SAMPLE = ["SIGKILL cli in fault", "SIGTERM cli in symptom"];
const drills = SAMPLE.map((name) => DRILLS.find((drill) => nameOf(drill) === name) as Drill);

/** What an unbroken run of the drill's cell says; `npm run drill` has one. */
const UNBROKEN: Said = [
  {
    id: "apiservice-wrong-service-name/kind-1.32.5/right-name",
    verdict: "pass",
    expected: "heals",
    observed: "heals",
    attempts: 1,
  },
];

test("a run that is struck twice leaves nothing each time, and is gone on with to the matrix of an unbroken one", async () => {
  const rounds = drills.map((drill) => [drill]);
  const rows = await drillChain(rounds, UNBROKEN, placesFrom(process.env));
  for (const row of rows)
    expect(row).toMatchObject({ leaks: [], error: null, resumed: { exit: 0, isEqual: true } });
  expect(rows[0]?.removed.length).toBeGreaterThan(0);
}, 900_000);
