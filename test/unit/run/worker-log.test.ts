import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import { setImmediate as later } from "node:timers/promises";
import { expect, test } from "vitest";
import { secretFilter } from "../../../base/text/secrets.ts";
import { openWorkerLog } from "../../../harness/run/worker-log.ts";
import { syntheticCell } from "../../synthetic-journal.ts";
import { tempFolder } from "../../temp-folder.ts";

const cell = syntheticCell("a", "b");

async function logOf(...pieces: readonly string[]): Promise<string> {
  const dir = tempFolder("log");
  const log = openWorkerLog(dir, { cell, attempt: 2 }, secretFilter({ MY_TOKEN: "a-secret" }));
  const out = new PassThrough();
  log.follow(out);
  for (const piece of pieces) out.write(piece);
  await later();
  log.close();
  return readFile(join(dir, "a_kind-1.32.5_b-2.log"), "utf8");
}

test("a worker's log has what it printed, its last words without a line's end too, and no secret", async () => {
  expect(await logOf("first\na-sec", "ret\nlast")).toBe("first\n[redacted: value of MY_TOKEN]\nlast");
});

test("of ten megabytes it keeps how they began and how they ended, and says how much is between", async () => {
  const said = await logOf("begins\n", ...Array(100).fill("it goes on\n".repeat(10_000)), "ends\n");
  expect(said.length).toBeLessThan(1_000_000);
  expect(said).toMatch(/^begins\nit goes on\n/);
  expect(said).toMatch(/\n\[\d{7,} characters left out\]\n[^[]*ends\n$/);
});
