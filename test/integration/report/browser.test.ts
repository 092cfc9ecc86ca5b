import { readFileSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { AxeResults } from "axe-core";
import { type Browser, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, type TestContext, test } from "vitest";
import { htmlFrom } from "../../../harness/report/html/page.ts";
import { matrixFrom } from "../../../harness/report/matrix-from.ts";
import { BROWSER_FLAGS, machineBrowser } from "../../machine-browser.ts";
import { recordedRun } from "../../recorded-run.ts";
import { tempFolder } from "../../temp-folder.ts";

const CELL = "bad-flag-pair/kind-1.32.5/timeout-9s";
const RECORDINGS = ["nothing", "resolution-15s", "timeout-9s", "timeout-just-below"].map(
  (fix) => `bad-flag-pair/${fix}.ndjson.gz`,
);
const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

describe("report.html in a browser", () => {
  const executablePath = machineBrowser(process.env);
  const folder = tempFolder("page", afterAll);
  let address: string;
  let browser: Browser | undefined;
  beforeAll(async () => {
    if (!executablePath) return;
    const events = await recordedRun(RECORDINGS);
    const file = join(folder, "report.html");
    await writeFile(file, htmlFrom({ matrix: matrixFrom(events), events }));
    address = pathToFileURL(file).href;
    browser = await chromium.launch({ executablePath, args: BROWSER_FLAGS });
  }, 300_000);
  afterAll(() => browser?.close());

  const open = async (context: TestContext, hash = "", options: Parameters<Browser["newPage"]>[0] = {}) => {
    if (!browser) return context.skip("no chromium on this machine: FAULTLINE_CHROMIUM names one");
    const page = await browser.newPage(options);
    const troubles: string[] = [];
    page.on("console", (message) => troubles.push(message.text()));
    page.on("pageerror", (error) => troubles.push(String(error)));
    page.on("request", (request) => {
      if (!/^(file|data):/.test(request.url())) troubles.push(request.url());
    });
    await page.goto(address + hash);
    return { page, troubles };
  };

  test.for(["light", "dark"] as const)(
    "axe finds nothing in %s, a cell opened",
    { timeout: 120_000 },
    async (colorScheme, context) => {
      const { page, troubles } = await open(context, `#cell=${encodeURIComponent(CELL)}`, { colorScheme });
      await page.getByText("Every probe as a table").first().click();
      await page.evaluate(AXE);
      const { violations, passes } = await page.evaluate(() =>
        (globalThis as unknown as { axe: { run: () => Promise<AxeResults> } }).axe.run(),
      );
      expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
      expect(passes.length).toBeGreaterThan(15);
      expect(troubles).toEqual([]);
    },
  );

  const shownRows = (page: Page) => page.locator("#cells tbody tr:visible").count();

  test("filters are in the address, and an address brings them back", {
    timeout: 120_000,
  }, async (context) => {
    const { page } = await open(context);
    expect(await shownRows(page)).toBe(RECORDINGS.length);
    await page.getByLabel("observed").selectOption("no effect");
    expect(await shownRows(page)).toBe(2);
    const found = new URL(page.url()).hash;
    expect(found).toBe("#observed=no+effect");
    const { page: again } = await open(context, found);
    expect(await shownRows(again)).toBe(2);
    await again.getByRole("button", { name: "Show all" }).click();
    expect(await shownRows(again)).toBe(RECORDINGS.length);
  });

  test("a row opens its cell, and arrow keys go from probe to probe", {
    timeout: 120_000,
  }, async (context) => {
    const { page } = await open(context);
    await page.getByRole("link", { name: "timeout-9s" }).click();
    expect(decodeURIComponent(new URL(page.url()).hash)).toBe(`#cell=${CELL}`);
    const pane = page.locator(".probe:visible");
    expect(await pane.textContent()).toContain("This decided: showed the symptom");
    const before = await pane.textContent();
    await page.locator(".chart:visible").focus();
    await page.keyboard.press("ArrowRight");
    expect(await pane.textContent()).not.toBe(before);
    await page.goBack();
    expect(new URL(page.url()).hash).toBe("");
  });

  test("without script the tables, words and diffs are there", { timeout: 120_000 }, async (context) => {
    const { page } = await open(context, "", { javaScriptEnabled: false });
    expect(await shownRows(page)).toBe(RECORDINGS.length);
    await page.getByText("timeout-9s on kind").click();
    expect(await page.getByText("10 s x 0.9 is 9 s, no less than 9 s").isVisible()).toBe(true);
    expect(await page.getByText("Show all").isVisible()).toBe(false);
  });
});
