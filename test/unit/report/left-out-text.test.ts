import { expect, test } from "vitest";
import { leftOutLines } from "../../../harness/report/left-out-text.ts";
import { markdownFrom } from "../../../harness/report/markdown.ts";
import { matrixFrom } from "../../../harness/report/matrix-from.ts";
import { matrixSchema } from "../../../harness/report/matrix-schema.ts";
import { summaryLines } from "../../../harness/report/terminal/summary.ts";
import { SyntheticJournal, syntheticCell } from "../../synthetic-journal.ts";

const LEFT_OUT = [
  { cell: "a/kind-1.32.5/x", by: "profile" as const },
  { cell: "a/kind-1.32.5/y", by: "profile" as const },
  { cell: "a/kind-1.32.5/z", by: "budget" as const },
];

test("what a profile leaves out is counted, what had no minutes is named, and each says how it is had", () => {
  expect(leftOutLines(LEFT_OUT, "default", 60)).toEqual([
    "2 cells left out by profile default; run --profile full has them",
    "1 cell left out to end within 60 minutes: a 1; run --profile full has them",
  ]);
  expect(leftOutLines(LEFT_OUT.slice(2), "full", 90)).toEqual([
    "1 cell left out to end within 90 minutes: a 1; run --profile full without --budget has them",
  ]);
  expect(leftOutLines([], "full", undefined)).toEqual([]);
});

test("a run says it in the terminal, in matrix.md and in matrix.json", () => {
  const cell = syntheticCell("a", "fix");
  const journal = new SyntheticJournal().started([cell]).attempt(cell, 10, "pass").ended(90);
  const events = journal.events.map((event) => {
    if (event.type === "run.planned") return { ...event, leftOut: LEFT_OUT };
    return event.type === "run.started" ? { ...event, options: { profile: "default", budget: 60 } } : event;
  });
  const matrix = matrixFrom(events);
  expect(matrixSchema.parse(matrix).run.leftOut).toEqual(LEFT_OUT);
  const said = "2 cells left out by profile default; run --profile full has them";
  expect(summaryLines(matrix, false)).toContain(`left out    ${said}`);
  expect(markdownFrom(matrix)).toContain(`- **left out**: ${said}`);
  expect(summaryLines(matrixFrom(journal.events), false).join("\n")).not.toContain("left out");
});
