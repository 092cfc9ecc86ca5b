/** `npm run drill`: kill -9 of the CLI at each phase, then `faultline prune`; writes results/drill.json and ends with 1 for any leak. */
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { placesFrom } from "../../base/places.ts";
import { type DrillResult, drill } from "./drill.ts";
import { KILL_POINTS } from "./started-run.ts";

const places = placesFrom(process.env);
const table: DrillResult[] = [];
for (const at of KILL_POINTS) {
  const result = await drill(at, places);
  table.push(result);
  process.stdout.write(
    `killed in ${at} after ${(result.killedAfterMs / 1_000).toFixed(1)} s: ${result.removed.length} removed, ${result.leaks.length} leaked\n`,
  );
  for (const leak of result.leaks) process.stdout.write(`  leaked ${leak}\n`);
}
const leaks = table.reduce((sum, row) => sum + row.leaks.length, 0);
await mkdir(places.results, { recursive: true });
await writeFile(
  join(places.results, "drill.json"),
  `${JSON.stringify({ runs: table.length, leaks, table }, null, 2)}\n`,
);
process.exitCode = leaks === 0 ? 0 : 1;
