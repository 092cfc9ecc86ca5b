import { expect, test } from "vitest";
import { placesFrom } from "../../base/places.ts";
import { drill } from "../drill/drill.ts";
import type { KillPoint } from "../drill/started-run.ts";

/** What there is to leave behind grows with the phases; `npm run drill` kills in each of them. */
const SAMPLE: readonly KillPoint[] = ["stand", "fault", "recovery"];

test.each(SAMPLE)("kill -9 of the CLI in phase %s, then prune: nothing is left", async (at) => {
  const { leaks, removed } = await drill(at, placesFrom(process.env));
  expect(leaks).toEqual([]);
  expect(removed.length).toBeGreaterThan(0);
});
