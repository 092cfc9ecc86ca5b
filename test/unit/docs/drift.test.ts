import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { DOCS, generatedPages } from "../../../harness/docs/pages.ts";

const pages = await generatedPages();

test.each(Object.keys(pages))("docs/%s is what `npm run docs` writes", async (path) => {
  const written = await readFile(join(DOCS, path), "utf8").catch(() => "");
  expect(written, "run `npm run docs` and commit the result").toBe(pages[path]);
});
