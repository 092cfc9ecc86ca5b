import { readFile, writeFile } from "node:fs/promises";
import { platformName } from "../../plan/cell-platform.ts";
import { cellsOf } from "../../plan/cells.ts";
import { matrixSchema } from "../../report/matrix-schema.ts";
import { loadScenarios } from "../../scenario/load/load.ts";
import { SCENARIOS, SEEN } from "../pages.ts";
import { type Seen, seenFileSchema, seenOf, withLater } from "./seen-at.ts";

/** `npm run docs:versions -- <matrix.json>…`: what runs saw with other versions than the reported ones goes into docs/versions.json. */
const planned = (await loadScenarios(SCENARIOS)).flatMap(({ scenario }) => cellsOf(scenario));
const asReported = new Set(planned.map(({ platform }) => platformName(platform)));
let seen: readonly Seen[] = seenFileSchema.parse(JSON.parse(await readFile(SEEN, "utf8").catch(() => "[]")));
for (const path of process.argv.slice(2)) {
  const { run, cells } = matrixSchema.parse(JSON.parse(await readFile(path, "utf8")));
  const others = cells.filter(({ platform }) => !asReported.has(platformName(platform)));
  seen = withLater(
    seen,
    others.flatMap((cell) => seenOf(run.id, cell) ?? []),
  );
}
await writeFile(SEEN, `${JSON.stringify(seen, null, 1)}\n`);
