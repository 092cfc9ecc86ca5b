/**
 * `npm run drill [-- --only <pattern>] [--at-once <n>] [--chain <n>]`: what kills a run, at every phase; then nothing may be left, and `run --resume`
 * has to give the matrix of an unbroken run, however often it is struck (`--chain`). Writes results/drill.json as it goes and ends with 1 where a row shows anything else.
 * Takes an hour and a half on two cores; steps the machine's clock by ten minutes and back.
 */
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { placesFrom } from "../../base/places.ts";
import { chainsOf, DRILLS, nameOf, roundsOf } from "./drills.ts";
import { saidBy } from "./go-on.ts";
import { type DrillResult, drillChain, isGood } from "./round.ts";
import { startRun } from "./started-run.ts";
import { rowText, summary } from "./table.ts";

const { values } = parseArgs({
  options: {
    only: { type: "string", default: "" },
    "at-once": { type: "string", default: "3" },
    chain: { type: "string", default: "3" },
  },
});
const places = placesFrom(process.env);
const drills = DRILLS.filter((drill) => new RegExp(values.only).test(nameOf(drill)));
const [atOnce, longest] = [Number(values["at-once"]), Number(values.chain)];
if (drills.length === 0 || !(atOnce >= 1) || !(longest >= 1)) {
  process.stderr.write(
    `no drill to do: --only has to match one of\n  ${DRILLS.map(nameOf).join("\n  ")}\nand --at-once and --chain are counts\n`,
  );
  process.exit(2);
}

const whole = await startRun();
const { exit, stderr } = await whole.ended;
const unbroken = saidBy(whole.results);
await whole.forget();
if (exit !== 0 || !unbroken) throw new Error(`the unbroken run ended with ${exit}: ${stderr}`);

const table: DrillResult[] = [];
for (const chain of chainsOf(roundsOf(drills, atOnce), longest)) {
  for (const row of await drillChain(chain, unbroken, places)) {
    table.push(row);
    process.stdout.write(`${rowText(row)}\n`);
  }
  await mkdir(places.results, { recursive: true });
  const told = { drills: table.length, good: table.filter(isGood).length, unbroken, table };
  await writeFile(join(places.results, "drill.json"), `${JSON.stringify(told, null, 2)}\n`);
}
process.stdout.write(`${summary(table)}\n`);
process.exitCode = table.every(isGood) ? 0 : 1;
