import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { matrixSchema } from "../report/matrix-schema.ts";
import { loadScenarios } from "../scenario/load/load.ts";
import { matrixPage, tellingRows } from "./matrix-page.ts";
import { measuredCells } from "./measured.ts";
import { DOCS, RECORDINGS, SCENARIOS } from "./pages.ts";
import { readRecordings } from "./recordings.ts";

/** `npm run docs:readme -- <matrix.json>`: puts a real run into docs/matrix.md, and some of its rows into the README. */
const README = fileURLToPath(new URL("../../README.md", import.meta.url));
const [path = "results/latest/matrix.json"] = process.argv.slice(2);
const matrix = matrixSchema.parse(JSON.parse(await readFile(path, "utf8")));
const scenarios = (await loadScenarios(SCENARIOS)).map(({ scenario }) => scenario);
const measured = measuredCells(await readRecordings(RECORDINGS), scenarios);
const rows = tellingRows(matrix);
const readme = await readFile(README, "utf8");
const between = /(<!-- matrix:[^>]*-->\n)[\s\S]*?(\n<!-- \/matrix -->)/;
await writeFile(join(DOCS, "matrix.md"), matrixPage(matrix, [...measured.values()].flat()));
await writeFile(
  README,
  readme.replace(between, (_all, head: string, tail: string) => head + rows + tail),
);
