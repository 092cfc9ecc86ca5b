import { XMLParser, XMLValidator } from "fast-xml-parser";
import { expect, test } from "vitest";
import { junitFrom } from "../../../harness/report/junit.ts";
import { markdownFrom } from "../../../harness/report/markdown.ts";
import { matrixFrom } from "../../../harness/report/matrix-from.ts";
import type { Matrix } from "../../../harness/report/matrix-schema.ts";
import { summaryLines } from "../../../harness/report/terminal/summary.ts";
import { SyntheticJournal, syntheticCell } from "../../synthetic-journal.ts";

const nasty = 'saw <b> & "quotes" | pipe \u001b[31mred\u001b[0m ``` ]]>';

function matrix(): Matrix {
  const cells = ["pass", "fail", "flaky", "error", "not-run"].map((fix) => syntheticCell("scenario-a", fix));
  const [pass, fail, flaky, error, notRun] = cells as [
    (typeof cells)[0],
    ...[(typeof cells)[0], (typeof cells)[0], (typeof cells)[0], (typeof cells)[0]],
  ];
  const journal = new SyntheticJournal()
    .started([pass, fail, flaky, error], [{ cell: notRun, reason: "no image" }])
    .attempt(pass, 10, "pass")
    .cell(15, fail.id, {
      type: "diff",
      phase: "fix",
      by: "update",
      changes: [
        {
          urn: "urn",
          resource: "Deployment",
          name: "metrics-server",
          op: "update",
          paths: [{ path: "spec.replicas", kind: "update", before: 1, after: 2 }],
        },
      ],
    })
    .attempt(fail, 10, "fail", 1, nasty)
    .attempt(flaky, 10, "pass", 1)
    .attempt(flaky, 80, "fail", 2, "different")
    .attempt(error, 10, "error", 1, "engine gone")
    .ended(300);
  return matrixFrom(journal.events);
}

test("JUnit is valid XML in which every verdict has its place", () => {
  const xml = junitFrom(matrix());
  expect(XMLValidator.validate(xml)).toBe(true);
  expect(xml).not.toContain("\u001b");
  const { testsuites } = new XMLParser({ ignoreAttributes: false }).parse(xml);
  expect(testsuites).toMatchObject({ "@_tests": "5", "@_failures": "2", "@_errors": "1", "@_skipped": "1" });
  const cases = testsuites.testsuite.testcase as Record<string, unknown>[];
  const kind = (one: Record<string, unknown>) => ["failure", "error", "skipped"].filter((key) => key in one);
  expect(cases.map((one) => [one["@_name"], ...kind(one)])).toEqual([
    ["pass"],
    ["fail", "failure"],
    ["flaky", "failure"],
    ["error", "error"],
    ["not-run", "skipped"],
  ]);
  expect((cases[1] as { failure: { "@_message": string } }).failure["@_message"]).toContain(
    '<b> & "quotes" | pipe',
  );
});

test("Markdown keeps its table and shows the fix as Pulumi saw it", () => {
  const text = markdownFrom(matrix());
  const rows = text.split("\n").filter((line) => line.startsWith("| "));
  expect(new Set(rows.map((row) => row.replaceAll("\\|", "").split("|").length)).size).toBe(1);
  expect(text).toContain("**5 cells: 1 pass, 1 fail, 1 flaky, 1 error, 1 not run**");
  expect(text).toContain("~ Deployment metrics-server spec.replicas: 1 -> 2");
  expect(text).toContain(
    "[kubernetes-sigs/metrics-server#196](https://github.com/kubernetes-sigs/metrics-server/issues/196)",
  );
  expect(text).not.toContain("<b>");
});

test("the terminal summary names the stand-ins and explains what is not green", () => {
  const lines = summaryLines(matrix(), false);
  expect(lines.find((line) => line.startsWith("stand-ins"))).toContain("kubernetes plugin");
  expect(lines.filter((line) => line.includes("scenario-a/pass"))).toHaveLength(1);
  expect(lines).toContain("! scenario-a/kind-1.32.5/error: engine gone");
  expect(lines.at(-1)).toBe("5 cells: 1 pass, 1 fail, 1 flaky, 1 error, 1 not run");
  expect(lines.join(""), "nothing a cluster says reaches the terminal as a command").not.toContain("\u001b");
});
