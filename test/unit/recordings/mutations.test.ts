import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { readRecordings } from "../../../harness/docs/recordings.ts";
import { judgeCell } from "../../../harness/judge/judge-cell.ts";
import { loadScenarios } from "../../../harness/scenario/load/load.ts";
import { indispensableImage } from "../../../stacks/clusters/released-images.ts";
import { mutationsOf } from "../../mutations.ts";

/** What real clusters showed, recorded by test/recordings/record.ts from a run's journal. */
const root = join(import.meta.dirname, "../../..");
const scenarios = (await loadScenarios(join(root, "scenarios"))).map((loaded) => loaded.scenario);
const recordings = (await readRecordings(join(root, "test/recordings"))).map((recording) => ({
  ...recording,
  scenario: scenarios.find(({ id }) => id === recording.cell.scenario),
}));

/** On platforms alone that are an image from outside: where none is, no cluster of theirs has run. */
const needingAnImage = scenarios
  .filter(({ platforms }) => platforms.every((platform) => indispensableImage(platform) !== undefined))
  .map(({ id }) => id);

test("every scenario has a recording of a real cluster, but for those whose platform nobody here can make", () => {
  const recorded = new Set(recordings.map(({ cell }) => cell.scenario));
  const without = scenarios.map(({ id }) => id).filter((id) => !recorded.has(id));
  expect(without.filter((id) => !needingAnImage.includes(id))).toEqual([]);
});

describe.each(recordings)("$file", ({ scenario, cell, events }) => {
  if (!scenario) throw new Error(`no scenario ${cell.scenario}: remove its recordings`);

  test("passes as it did when it was recorded", () => {
    const { verdict, observed, reason } = judgeCell(scenario, cell, events);
    expect({ verdict, observed, reason }).toMatchObject({ verdict: "pass", observed: cell.expected });
  });

  test.each(mutationsOf(scenario, cell, events))("turns to $verdict when $name", (mutation) => {
    expect(judgeCell(mutation.scenario, mutation.cell, mutation.events).verdict).toBe(mutation.verdict);
  });
});
