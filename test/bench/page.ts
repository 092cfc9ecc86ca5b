/**
 * `node test/bench/page.ts [cells]`: how long a Chromium of this machine takes to open the report of so many recorded cells (default
 * 150), with every probe, from a file, in a new window each time. Prints the page's size and milliseconds: until something was drawn, and
 * until all of it had been read and its script had run.
 */
import { globSync, mkdtempSync, rmSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium, type Page } from "playwright-core";
import { htmlFrom } from "../../harness/report/html/page.ts";
import { matrixFrom } from "../../harness/report/matrix-from.ts";
import { BROWSER_FLAGS, machineBrowser } from "../machine-browser.ts";
import { recordedRun } from "../recorded-run.ts";

const CELLS = Number(process.argv[2] ?? 150);
const TIMES = 5;

const executablePath = machineBrowser(process.env);
if (!executablePath) throw new Error("no Chromium on this machine: FAULTLINE_CHROMIUM names one");
const folder = mkdtempSync(join(tmpdir(), "faultline-bench-"));
try {
  const cwd = join(import.meta.dirname, "../recordings");
  const events = await recordedRun(globSync("*/*.ndjson.gz", { cwd }).sort().slice(0, CELLS));
  const matrix = matrixFrom(events);
  const html = htmlFrom({ matrix, events });
  const file = join(folder, "report.html");
  await writeFile(file, html);
  process.stdout.write(`${matrix.cells.length} cells, ${(Buffer.byteLength(html) / 1e6).toFixed(1)} MB\n`);
  const browser = await chromium.launch({ executablePath, args: BROWSER_FLAGS });
  for (let time = 0; time < TIMES; time++) {
    const page = await browser.newPage();
    await page.goto(pathToFileURL(file).href);
    const { drawn, loaded } = await timesOf(page);
    process.stdout.write(`drawn ${Math.round(drawn)} ms, loaded ${Math.round(loaded)} ms\n`);
    await page.close();
  }
  await browser.close();
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** As the page's own clock says, from the moment that it was asked for. */
function timesOf(page: Page): Promise<{ readonly drawn: number; readonly loaded: number }> {
  return page.evaluate(() => {
    const { performance } = globalThis as unknown as {
      readonly performance: { getEntriesByType(type: string): readonly { [time: string]: number }[] };
    };
    const [navigation] = performance.getEntriesByType("navigation");
    const [paint] = performance.getEntriesByType("paint");
    return { drawn: paint?.startTime ?? Number.NaN, loaded: navigation?.loadEventEnd ?? Number.NaN };
  });
}
