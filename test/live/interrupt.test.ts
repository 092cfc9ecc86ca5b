import { expect, test } from "vitest";
import { EXIT_CODES } from "../../harness/errors/exit-codes.ts";
import { systemExec } from "../../harness/seams/exec.ts";
import { placesFrom } from "../../harness/seams/places.ts";
import { leaksBetween, snapshot } from "../drill/snapshot.ts";
import { journalOf, startRun } from "../drill/started-run.ts";

/** While kind makes the cluster, and while everybody waits and looks: without the reaper and without a prune. */
test.each(["stand", "symptom"] as const)(
  "Ctrl-C in phase %s: the run itself removes everything",
  async (at) => {
    const places = placesFrom(process.env);
    const before = await snapshot(places, systemExec);
    const run = await startRun();
    await run.reached(at);
    const code = await run.signal("SIGINT");
    const journal = journalOf(run.results);
    await run.forget();
    expect(code).toBe(EXIT_CODES.interrupted.code);
    expect(leaksBetween(before, await snapshot(places, systemExec))).toEqual([]);
    expect(journal).toContain('"type":"run.ended","outcome":"interrupted"');
  },
);
