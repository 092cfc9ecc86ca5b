import { mkdir, rename, rm, symlink } from "node:fs/promises";
import { join } from "node:path";
import { writeWhole } from "../../base/write-whole.ts";
import { ctrfJson } from "./ctrf.ts";
import { diagnosedIn } from "./diagnosed.ts";
import { evidenceFiles } from "./evidence-file.ts";
import { htmlParts, type PageOf } from "./html/page.ts";
import { jsonText } from "./json-text.ts";
import { junitFrom } from "./junit.ts";
import { markdownParts } from "./markdown.ts";
import { matrixJson } from "./matrix-json.ts";

/** The report that a browser opens. */
export const PAGE = "report.html";

/** Writes every report of a run into its folder; each file appears whole or not at all. */
export async function writeReports(dir: string, page: PageOf): Promise<void> {
  const { matrix } = page;
  const { id, host, standIns, toolchain: components } = matrix.run;
  // toolchain.json is what the run used, to compare runs by.
  const toolchain = { schema: "faultline/toolchain@1", run: id, host, standIns, components };
  await mkdir(dir, { recursive: true });
  const diagnosed = diagnosedIn(page.events);
  const files = {
    "matrix.json": () => matrixJson(matrix),
    "matrix.md": () => markdownParts(matrix),
    "junit.xml": () => junitFrom(matrix),
    "ctrf.json": () => ctrfJson(matrix),
    [PAGE]: () => htmlParts(page),
    "toolchain.json": () => `${jsonText(toolchain)}\n`,
    ...(diagnosed && { "diagnosed.json": () => `${jsonText(diagnosed)}\n` }),
  };
  // One is made while that before it goes to the disk; of ten thousand cells all together are more than a small machine has.
  let writing = Promise.resolve();
  for (const [name, text] of Object.entries(files)) {
    const content = text();
    await writing;
    writing = writeWhole(join(dir, name), content);
    // Where the next cannot be made, that is what is told.
    writing.catch(() => {});
  }
  await writing;
  const evidence = evidenceFiles(page.events);
  if (evidence.size > 0) await mkdir(join(dir, "evidence"), { recursive: true });
  for (const [name, text] of evidence) await writeWhole(join(dir, name), text);
}

/** Points `results/latest` at a complete run, in one step: a reader sees the old run or the new one, never none. */
export async function publishLatest(results: string, run: string): Promise<void> {
  const next = join(results, `.latest-${run}`);
  await rm(next, { force: true });
  await symlink(run, next);
  await rename(next, join(results, "latest"));
}
