import { Writable } from "node:stream";
import { fileURLToPath } from "node:url";
import { buildProgram } from "../cli/program.ts";
import { processContext } from "../context.ts";
import { matrixJsonSchema } from "../report/matrix-schema.ts";
import { loadScenarios } from "../scenario/load/load.ts";
import { loadModes } from "../scenario/load/load-modes.ts";
import { catalogDocs } from "./catalog-docs.ts";
import { cliDocs } from "./cli-docs.ts";
import { exitCodeDocs } from "./exit-code-docs.ts";
import { measuredCells } from "./measured.ts";
import { modesDocs } from "./modes-docs.ts";
import { scenarioPage } from "./scenario-page.ts";

const SCENARIOS = fileURLToPath(new URL("../../scenarios", import.meta.url));
const RECORDINGS = fileURLToPath(new URL("../../test/recordings", import.meta.url));
export const DOCS = fileURLToPath(new URL("../../docs", import.meta.url));

/** Every generated page: its path below docs/ and what it has to hold. */
export async function generatedPages(): Promise<Readonly<Record<string, string>>> {
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  const context = processContext(new AbortController().signal);
  const program = buildProgram({ ...context, stdout: nowhere, stderr: nowhere }, "0");
  const scenarios = (await loadScenarios(SCENARIOS)).map(({ scenario }) => scenario);
  const modes = await loadModes(SCENARIOS);
  const measured = await measuredCells(RECORDINGS, scenarios);
  const pages = scenarios.map((scenario) => [
    `scenarios/${scenario.id}.md`,
    scenarioPage(scenario, modes, measured.get(scenario.id) ?? []),
  ]);
  return {
    ...Object.fromEntries(pages),
    "cli.md": cliDocs(program),
    "exit-codes.md": exitCodeDocs(),
    "catalog.md": catalogDocs(scenarios, modes),
    "modes.md": modesDocs(modes, scenarios),
    "schema/matrix@1.json": `${JSON.stringify(matrixJsonSchema(), null, 2)}\n`,
  };
}
