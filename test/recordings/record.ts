import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { gzipSync } from "node:zlib";
import { readJournal } from "../../harness/journal/read-journal.ts";
import { loadScenarios } from "../../harness/scenario/load/load.ts";
import { recordingOf } from "../recording.ts";

/**
 * Takes the passed cells of a real run's journal over as recordings: `node test/recordings/record.ts results/latest/journal.ndjson`
 * writes test/recordings/<scenario>/<fix>.ndjson.gz for each, with the platform in its name where the scenario has several.
 */
const [path] = process.argv.slice(2);
if (!path)
  throw new Error("name the journal of a run: node test/recordings/record.ts <results/…/journal.ndjson>");
const { events } = await readJournal(path);
const platforms = new Map(
  (await loadScenarios("scenarios")).map(({ scenario }) => [scenario.id, scenario.platforms.length]),
);
const planned = events.flatMap((event) => (event.type === "run.planned" ? event.cells : []));
for (const cell of planned) {
  const passed = events.findLast((event) => event.type === "cell.ended" && event.cell === cell.id);
  if (passed?.type !== "cell.ended" || passed.verdict !== "pass") continue;
  const { distribution, version } = cell.platform;
  const several = (platforms.get(cell.scenario) ?? 1) > 1;
  const name = several ? `${cell.fix}@${distribution}-${version}` : cell.fix;
  const file = join(import.meta.dirname, cell.scenario, `${name}.ndjson.gz`);
  await mkdir(dirname(file), { recursive: true });
  const lines = recordingOf(cell, events).map((event) => `${JSON.stringify(event)}\n`);
  await writeFile(file, gzipSync(lines.join(""), { level: 9 }));
  process.stdout.write(`${file}\n`);
}
