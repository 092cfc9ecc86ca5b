import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { byText } from "../../base/text/by-text.ts";

/** What a run's cells were planned to take, and with which pace that was reckoned. */
export const estimateSchema = z.object({
  seconds: z.number().describe("wall seconds of its cells, as planned"),
  pace: z
    .number()
    .describe("the machine's: how much longer its cells take than where the estimates come from"),
});
export type Estimate = z.infer<typeof estimateSchema>;

/** As much of a matrix.json as tells how long its run took. */
const timedSchema = z.object({
  run: z.object({
    outcome: z.literal("complete"),
    estimate: estimateSchema.extend({ seconds: z.number().positive() }),
    // One that went on with another, or had shards, has cells that it did not run itself.
    copiedFrom: z.undefined().optional(),
    // An estimate is of one try of each cell.
    options: z.object({ repeat: z.undefined().optional() }).optional(),
    tookSeconds: z.number().positive(),
  }),
  cells: z.array(z.object({ verdict: z.string() })),
});

/** Fewer cells leave a machine idle on which more would have held up one another. */
const CELLS = 20;
/** Runs that are looked at for one that tells. */
const RUNS = 10;
/** What is beyond was no machine's pace, but a night's. */
const [LEAST, MOST] = [0.5, 4];

/** How much longer than planned cells took here in the newest run that tells; 1 where none does. */
export async function paceOf(results: string): Promise<number> {
  const names = await readdir(results).catch(() => []);
  const runs = names
    .filter((name) => /^\d{8}-/.test(name))
    .sort(byText)
    .reverse();
  for (const run of runs.slice(0, RUNS)) {
    const timed = await timedRun(join(results, run, "matrix.json"));
    if (!timed || timed.cells.filter(({ verdict }) => verdict !== "not run").length < CELLS) continue;
    const { estimate, tookSeconds } = timed.run;
    return Math.min(MOST, Math.max(LEAST, (tookSeconds * estimate.pace) / estimate.seconds));
  }
  return 1;
}

/** Nothing for one that says it not, or is no matrix: a plan is made all the same. */
async function timedRun(path: string): Promise<z.infer<typeof timedSchema> | undefined> {
  try {
    return timedSchema.parse(JSON.parse(await readFile(path, "utf8")));
  } catch {
    return undefined;
  }
}
