import { join } from "node:path";
import { expect, test } from "vitest";
import { scenarioPage } from "../../../harness/docs/scenario-page.ts";
import { cellsOf } from "../../../harness/plan/cells.ts";
import { loadScenario } from "../../../harness/scenario/load/load.ts";
import { modes } from "./capabilities/modes.ts";

/** Scenarios that no cluster runs: each says something that only some of the catalog's can. */
const load = (id: string) => loadScenario(join(import.meta.dirname, "capabilities"), id);

test("a fault may only act: nothing is tried as well, and what it says to undo it takes a fix back", async () => {
  const scenario = await load("annotated-node");
  expect(cellsOf(scenario).map(({ fix, takenBack = false }) => [fix, takenBack])).toEqual([
    ["remove-annotation", true],
    ["restart", false],
    ["nothing", false],
  ]);
});

test("the page of a fault that only acts says what is typed, and what puts it right again", async () => {
  const page = scenarioPage(await load("annotated-node"), modes, []);
  const [, fault = ""] = page.split("## The fault");
  expect(fault).toMatch(/```diff\n\$ kubectl annotate node --all \S+=\/metrics\/cadvisor\n```/);
  expect(fault).toMatch(/puts it right again[^`]*```diff\n\$ kubectl annotate node --all \S+-\n```/);
});
