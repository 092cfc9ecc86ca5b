import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { DOCS, generatedPages } from "./pages.ts";

/** `npm run docs`. */
for (const [path, text] of Object.entries(await generatedPages())) {
  await mkdir(dirname(join(DOCS, path)), { recursive: true });
  await writeFile(join(DOCS, path), text);
}
