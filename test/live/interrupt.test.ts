import { expect, test } from "vitest";
import { systemExec } from "../../base/exec.ts";
import { EXIT_CODES } from "../../base/exit-codes.ts";
import { placesFrom } from "../../base/places.ts";
import { leaksBetween, snapshot } from "../drill/snapshot.ts";
import { startRun } from "../drill/started-run.ts";

/** What follows a run's goodbye, in milliseconds: its reaper takes the closed ledger away and ends. */
const REAPER_ENDS_MS = 10_000;

/** While kind makes the cluster, and while everybody waits and looks. Nobody prunes, and a reaper touches nothing after a goodbye. */
test.each(["stand", "symptom"] as const)(
  "Ctrl-C in phase %s: the run itself removes everything",
  async (at) => {
    const places = placesFrom(process.env);
    const before = await snapshot(places, systemExec);
    const run = await startRun();
    await run.reached(at);
    const code = await run.signal("SIGINT");
    const journal = run.journal();
    await run.forget();
    expect(code).toBe(EXIT_CODES.interrupted.code);
    const leaks = async () => leaksBetween(before, await snapshot(places, systemExec));
    await expect.poll(leaks, { timeout: REAPER_ENDS_MS }).toEqual([]);
    expect(journal).toContain('"type":"run.ended","outcome":"interrupted"');
  },
);
