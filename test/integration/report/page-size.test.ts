import { expect, test } from "vitest";
import { htmlFrom } from "../../../harness/report/html/page.ts";
import { matrixFrom } from "../../../harness/report/matrix-from.ts";
import { recordedRun } from "../../recorded-run.ts";

const MOST_BYTES = 6_000_000;

test("every recording with every probe is a page of no more than 6 MB", { timeout: 300_000 }, async () => {
  const events = await recordedRun();
  const matrix = matrixFrom(events);
  expect(matrix.cells.length).toBeGreaterThan(140);
  const page = htmlFrom({ matrix, events });
  expect(Buffer.byteLength(page)).toBeLessThan(MOST_BYTES);
  expect(page).not.toContain("are left out, because the file would be too large");
});
