import fc from "fast-check";
import { XMLParser, XMLValidator } from "fast-xml-parser";
import { describe, expect, test } from "vitest";
import { ctrfFrom } from "../../../harness/report/ctrf.ts";
import { githubSummary } from "../../../harness/report/github.ts";
import { junitFrom } from "../../../harness/report/junit.ts";
import { markdownFrom } from "../../../harness/report/markdown.ts";
import { summaryLines } from "../../../harness/report/terminal/summary.ts";
import { runOf } from "../../fuzz/properties/hostile-run.ts";
import { hostileText } from "../../hostile-text.ts";

const holds = (property: (text: string) => void) =>
  fc.assert(fc.property(hostileText, property), { numRuns: 60 });
/** Of Unicode's control characters what is neither a tab nor a line's end. */
const CONTROL = /[^\P{Cc}\t\n]/u;
describe("whatever the names and texts of a run are", () => {
  test("JUnit is XML with its two cases, and CTRF is without control characters", () => {
    holds((text) => {
      const { matrix } = runOf(text);
      const xml = junitFrom(matrix);
      expect(XMLValidator.validate(xml)).toBe(true);
      expect(xml).not.toMatch(CONTROL);
      const { testsuites } = new XMLParser({ ignoreAttributes: false }).parse(xml);
      expect(testsuites).toMatchObject({ "@_tests": "2", "@_failures": "1", "@_skipped": "1" });
      expect(JSON.parse(JSON.stringify(ctrfFrom(matrix)))).toMatchObject({
        results: { summary: { tests: 2 } },
      });
    });
  });

  test("Markdown keeps its headings, its table and its links, and has no tag", () => {
    holds((text) => {
      const { matrix } = runOf(text);
      for (const [written, headings] of [
        [markdownFrom(matrix), 5],
        [githubSummary(matrix), 1],
      ] as const) {
        expect(written).not.toMatch(CONTROL);
        const outside = written.replaceAll(/^(`{3,})\w+\n[\s\S]*?\n\1$/gm, "");
        expect(outside.match(/^#{1,6} /gm)).toHaveLength(headings);
        const rows = outside.split("\n").filter((line) => line.startsWith("| "));
        expect(rows.map((row) => row.replaceAll(/\\[\\|`]/g, "").split("|").length)).toEqual([11, 11, 11]);
        expect(outside).not.toMatch(/<[a-z/!]/i);
        expect(outside.replaceAll(/\\[\\[]/g, "")).not.toMatch(/\[a\]\(/);
      }
    });
  });
});

test.each([" ", "\n", "\t\r", "::", "##[", "`", "\\", "\u001b[", "\u001b]", "|"])(
  "a reason of a fifth of a megabyte of %j is told in a moment",
  (piece) => {
    const before = process.cpuUsage();
    const { matrix } = runOf(piece.repeat(200_000 / piece.length));
    for (const told of [summaryLines(matrix, false).join(), markdownFrom(matrix), junitFrom(matrix)])
      expect(told).not.toMatch(CONTROL);
    // Work that grows with the square of the length takes a nanosecond times 4e10.
    expect(process.cpuUsage(before).user / 1e6).toBeLessThan(2);
  },
);
