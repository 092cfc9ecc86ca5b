import { expect, test } from "vitest";
import { placesFrom } from "../../base/places.ts";
import { drill } from "../drill/drill.ts";
import { KILL_POINTS } from "../drill/started-run.ts";

test.each(KILL_POINTS)("kill -9 of the CLI in phase %s, then prune: nothing is left", async (at) => {
  const { leaks, removed } = await drill(at, placesFrom(process.env));
  expect(leaks).toEqual([]);
  expect(removed.length).toBeGreaterThan(0);
});
