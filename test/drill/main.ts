/**
 * `npm run drill [-- --only <pattern>] [--at-once <n>]`: what kills a run, at every phase; then nothing may be left, and `run --resume`
 * has to give the matrix of an unbroken run. Writes results/drill.json as it goes and ends with 1 where a row shows anything else.
 * Takes an hour and a half on two cores; steps the machine's clock by ten minutes and back.
 */
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { placesFrom } from "../../base/places.ts";
import { DRILLS, nameOf, roundsOf } from "./drills.ts";
import { saidBy } from "./go-on.ts";
import { type DrillResult, drillRound, isGood } from "./round.ts";
import { startRun } from "./started-run.ts";
import { rowText, summary } from "./table.ts";

const { values } = parseArgs({
  options: { only: { type: "string", default: "" }, "at-once": { type: "string", default: "4" } },
});
const places = placesFrom(process.env);
const drills = DRILLS.filter((drill) => new RegExp(values.only).test(nameOf(drill)));

const whole = await startRun();
const { exit, stderr } = await whole.ended;
const unbroken = saidBy(whole.results);
await whole.forget();
if (exit !== 0 || !unbroken) throw new Error(`the unbroken run ended with ${exit}: ${stderr}`);

const table: DrillResult[] = [];
for (const round of roundsOf(drills, Number(values["at-once"]))) {
  for (const row of await drillRound(round, unbroken, places)) {
    table.push(row);
    process.stdout.write(`${rowText(row)}\n`);
  }
  await mkdir(places.results, { recursive: true });
  const told = { drills: table.length, good: table.filter(isGood).length, unbroken, table };
  await writeFile(join(places.results, "drill.json"), `${JSON.stringify(told, null, 2)}\n`);
}
process.stdout.write(`${summary(table)}\n`);
process.exitCode = table.every(isGood) ? 0 : 1;
