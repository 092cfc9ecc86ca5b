/**
 * `npm run looks [-- <pattern>]`: `faultline diagnose` on states of a real cluster that no scenario has: odd ones that are healthy, broken
 * ones that nobody has documented, documented faults under other names and two at once. Writes results/looks.json; ends with 1 where a look
 * says another thing than it has to. Takes about 35 minutes.
 */
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { placesFrom } from "../../base/places.ts";
import { makeCluster } from "./cluster.ts";
import { type LookResult, lookAt } from "./look-at.ts";
import { listOf } from "./manifest.ts";
import { STATES } from "./states.ts";

const [pattern = ""] = process.argv.slice(2);
const states = STATES.filter(({ name }) => new RegExp(pattern).test(name));
if (states.length === 0) {
  process.stderr.write(`no state is named so; there are\n  ${STATES.map(({ name }) => name).join("\n  ")}\n`);
  process.exit(2);
}
const { results } = placesFrom(process.env);
const table: LookResult[] = [];
const cluster = await makeCluster();
try {
  cluster.kubectl(["delete", "--wait", "-f-"], listOf(cluster.metricsServer));
  for (const state of states) {
    const row = await lookAt(cluster, state);
    table.push(row);
    process.stdout.write(`${rowText(row)}\n`);
    await mkdir(results, { recursive: true });
    await writeFile(join(results, "looks.json"), `${JSON.stringify(table, null, 2)}\n`);
  }
} finally {
  await cluster.remove();
}
const right = table.filter(({ isRight }) => isRight).length;
process.stdout.write(`${right} of ${table.length} looks said what they have to\n`);
process.exitCode = right === table.length && table.every(({ differs }) => differs.length === 0) ? 0 : 1;

function rowText({ state, said, codes, seconds, isRight, differs, reason, open }: LookResult): string {
  const verdict = codes.length > 0 ? codes.join(" and ") : said;
  const line = `${isRight ? "ok  " : "BAD "}  ${state.padEnd(60)}  ${`${seconds.toFixed(1)} s`.padStart(7)}  ${verdict}`;
  return [
    line,
    ...(isRight ? [] : [`      ${reason}`, ...open.map(({ code, because }) => `      ${code}: ${because}`)]),
    ...differs.map((part) => `      ${part}`),
  ].join("\n");
}
