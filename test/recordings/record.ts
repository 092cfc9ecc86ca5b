import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { gzipSync } from "node:zlib";
import { readJournal } from "../../harness/journal/read-journal.ts";
import { platformName } from "../../harness/plan/cell-platform.ts";
import { matrixFrom } from "../../harness/report/matrix-from.ts";
import { loadScenarios } from "../../harness/scenario/load/load.ts";
import { recordingOf } from "../recording.ts";

/**
 * Takes the passed cells of a real run's journal over as recordings: `node test/recordings/record.ts results/latest/journal.ndjson`
 * writes test/recordings/<scenario>/<fix>.ndjson.gz for each, with the platform in its name where the scenario has several or its versions are not the reported ones.
 */
const [path] = process.argv.slice(2);
if (!path)
  throw new Error("name the journal of a run: node test/recordings/record.ts <results/…/journal.ndjson>");
const { events } = await readJournal(path);
const platforms = new Map(
  (await loadScenarios("scenarios")).map(({ scenario }) => [scenario.id, scenario.platforms.length]),
);
const planned = events.flatMap((event) => (event.type === "run.planned" ? event.cells : []));
// The finished rows say more than a cell does: one that was watched for less than another took to heal has not passed.
const rows = new Map(matrixFrom(events).cells.map((cell) => [cell.id, cell]));
for (const cell of planned) {
  if (rows.get(cell.id)?.verdict !== "pass") continue;
  const { metricsServer, helm, upgradedTo } = cell.platform;
  const isAsked = [metricsServer, helm, upgradedTo].some((each) => each !== undefined);
  const several = isAsked || (platforms.get(cell.scenario) ?? 1) > 1;
  const name = several ? `${cell.fix}@${platformName(cell.platform)}` : cell.fix;
  const file = join(import.meta.dirname, cell.scenario, `${name}.ndjson.gz`);
  await mkdir(dirname(file), { recursive: true });
  const lines = recordingOf(cell, events).map((event) => `${JSON.stringify(event)}\n`);
  await writeFile(file, gzipSync(lines.join(""), { level: 9 }));
  process.stdout.write(`${file}\n`);
}
