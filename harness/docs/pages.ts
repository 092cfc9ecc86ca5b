import { readFile } from "node:fs/promises";
import { Writable } from "node:stream";
import { fileURLToPath } from "node:url";
import { EXIT_CODES } from "../../base/exit-codes.ts";
import { buildProgram } from "../cli/program.ts";
import { processContext } from "../context.ts";
import { DURATIONS_FILE, HEALINGS_FILE, VERDICTS_FILE } from "../plan/load-measured.ts";
import { shardsJsonSchema } from "../plan/shards/shards-schema.ts";
import { diffJsonSchema } from "../report/diff/diff-schema.ts";
import { matrixJsonSchema } from "../report/matrix-schema.ts";
import { slowestHealings } from "../report/slowest-healings.ts";
import { loadCatalog } from "../scenario/load/load.ts";
import { loadModes } from "../scenario/load/load-modes.ts";
import { watchJsonSchema } from "../watch/said.ts";
import { catalogDocs } from "./catalog-docs.ts";
import { cliDocs } from "./cli-docs.ts";
import { confusionDocs } from "./confusion-docs.ts";
import { asTyped, generatedPage, table } from "./markdown.ts";
import { durationsOf, measuredCells } from "./measured.ts";
import { modesDocs } from "./modes-docs.ts";
import { readRecordings } from "./recordings.ts";
import { referenceDocs } from "./reference-docs.ts";
import { scenarioPage } from "./scenario-page.ts";
import { verdictsOf } from "./verdicts.ts";
import { seenFileSchema, seenOf } from "./versions/seen-at.ts";
import { versionsDocs } from "./versions/versions-docs.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
export const SCENARIOS = fileURLToPath(new URL("../../scenarios", import.meta.url));
export const RECORDINGS = fileURLToPath(new URL("../../test/recordings", import.meta.url));
/** What runs saw with other versions than the reported ones; written by `npm run docs:versions`. */
export const SEEN = fileURLToPath(new URL("../../docs/versions.json", import.meta.url));
export const DOCS = fileURLToPath(new URL("../../docs", import.meta.url));

/** Every generated page: its path below docs/ and what it has to hold. */
export async function generatedPages(): Promise<Readonly<Record<string, string>>> {
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  const context = processContext(new AbortController().signal);
  const program = buildProgram({ ...context, stdout: nowhere, stderr: nowhere }, "0");
  const scenarios = await loadCatalog(SCENARIOS);
  const modes = await loadModes(SCENARIOS);
  const recordings = await readRecordings(RECORDINGS);
  const measured = measuredCells(recordings, scenarios);
  const healings = slowestHealings([...measured.values()].flat().map(({ cell }) => cell));
  const reported = [...measured.values()].flat().flatMap(({ run, cell }) => seenOf(run, cell) ?? []);
  const others = seenFileSchema.parse(JSON.parse(await readFile(SEEN, "utf8")));
  const pages = scenarios.map((scenario) => [
    `scenarios/${scenario.id}.md`,
    scenarioPage(scenario, modes, measured.get(scenario.id) ?? []),
  ]);
  return {
    ...Object.fromEntries(pages),
    "cli.md": cliDocs(program),
    "reference.md": referenceDocs(ROOT),
    "exit-codes.md": exitCodeDocs(),
    "catalog.md": catalogDocs(scenarios, modes),
    "modes.md": modesDocs(modes, scenarios),
    "versions.md": versionsDocs(reported, others),
    "confusion.md": confusionDocs(scenarios, recordings),
    [`../scenarios/${HEALINGS_FILE}`]: `${JSON.stringify(healings, null, 2)}\n`,
    [`../scenarios/${DURATIONS_FILE}`]: `${JSON.stringify(durationsOf(recordings), null, 2)}\n`,
    [`../scenarios/${VERDICTS_FILE}`]: `${JSON.stringify(verdictsOf(scenarios, measured, others), null, 2)}\n`,
    "schema/shards@1.json": `${JSON.stringify(shardsJsonSchema(), null, 2)}\n`,
    "schema/diff@1.json": `${JSON.stringify(diffJsonSchema(), null, 2)}\n`,
    "schema/watch@1.json": `${JSON.stringify(watchJsonSchema(), null, 2)}\n`,
    "schema/matrix@1.json": `${JSON.stringify(matrixJsonSchema(), null, 2)}\n`,
  };
}

function exitCodeDocs(): string {
  return generatedPage(
    "# Exit codes",
    table(
      ["code", "name", "meaning"],
      Object.entries(EXIT_CODES).map(([name, { code, meaning }]) => [`${code}`, name, asTyped(meaning)]),
    ),
    "When several hold, the run says the gravest: an `error` (3) before a `fail` (1). Errors are one line on stderr, `faultline: <what is wrong and what to do>`.",
  );
}
