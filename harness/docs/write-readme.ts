import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { cellsOf } from "../plan/cells.ts";
import { matrixSchema } from "../report/matrix-schema.ts";
import { loadCatalog } from "../scenario/load/load.ts";
import { lackingIn, withLaterRows } from "./later-rows.ts";
import { matrixPage, tellingRows } from "./matrix-page.ts";
import { measuredCells } from "./measured.ts";
import { DOCS, RECORDINGS, SCENARIOS } from "./pages.ts";
import { readRecordings } from "./recordings.ts";

/**
 * `npm run docs:readme -- <matrix.json>`: puts a real run into docs/matrix.md, and some of its rows into the README: one of `run '*'`,
 * from which no profile leaves anything out. With `--add` what docs/matrix.md lacks of such a plan is taken from a further run.
 */
const README = fileURLToPath(new URL("../../README.md", import.meta.url));
const { values, positionals } = parseArgs({ options: { add: { type: "boolean" } }, allowPositionals: true });
const [path = "results/latest/matrix.json"] = positionals;
const matrix = matrixSchema.parse(JSON.parse(await readFile(path, "utf8")));
const scenarios = await loadCatalog(SCENARIOS);
const whole = join(DOCS, "matrix.md");
if (values.add) {
  const text = await readFile(whole, "utf8");
  const planned = scenarios.flatMap((each) => cellsOf(each)).filter(({ profile }) => profile === undefined);
  await writeFile(
    whole,
    withLaterRows(
      text,
      matrix,
      new Set(
        lackingIn(
          text,
          planned.map(({ id }) => id),
        ),
      ),
    ),
  );
  process.exit(0);
}
const measured = measuredCells(await readRecordings(RECORDINGS), scenarios);
const rows = tellingRows(matrix);
const readme = await readFile(README, "utf8");
const between = /(<!-- matrix:[^>]*-->\n)[\s\S]*?(\n<!-- \/matrix -->)/;
await writeFile(whole, matrixPage(matrix, [...measured.values()].flat()));
await writeFile(
  README,
  readme.replace(between, (_all, head: string, tail: string) => head + rows + tail),
);
