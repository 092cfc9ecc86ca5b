import { join } from "node:path";
import { PassThrough } from "node:stream";
import fc from "fast-check";
import { XMLParser, XMLValidator } from "fast-xml-parser";
import { describe, expect, test } from "vitest";
import { ctrfFrom } from "../../../harness/report/ctrf.ts";
import { githubSummary, reportToGithub } from "../../../harness/report/github.ts";
import { junitFrom } from "../../../harness/report/junit.ts";
import { markdownFrom } from "../../../harness/report/markdown.ts";
import { matrixFrom } from "../../../harness/report/matrix-from.ts";
import { gridLines } from "../../../harness/report/terminal/grid-lines.ts";
import { logLines } from "../../../harness/report/terminal/log-lines.ts";
import { painter } from "../../../harness/report/terminal/paint.ts";
import { RunProgress } from "../../../harness/report/terminal/run-progress.ts";
import { summaryLines } from "../../../harness/report/terminal/summary.ts";
import { hostileText } from "../../hostile-text.ts";
import { SyntheticJournal, syntheticCell } from "../../synthetic-journal.ts";
import { tempFolder } from "../../temp-folder.ts";

/** A run whose every name and every word is the same hostile text. */
function runOf(text: string) {
  const named = {
    id: text,
    title: text,
    mode: text,
    threads: [text],
    platform: { distribution: text, version: text },
  };
  const failed = syntheticCell(text, text, named);
  const left = syntheticCell(`${text}-2`, text, { ...named, id: `${text}-2` });
  const { events } = new SyntheticJournal()
    .started([failed], [{ cell: left, reason: text }])
    .attempt(failed, 10, "fail", 1, text, {
      textsSeen: [{ observable: text, vantage: text, text, firstMs: 1, count: 1 }],
      signatures: [{ signature: text, at: 1, where: text, text }],
    })
    .cell(80, failed.id, { type: "phase.started", phase: "fix" })
    .cell(81, failed.id, { type: "phase.ended", phase: "fix", outcome: "failed", message: text })
    .add(90, { type: "run.ended", outcome: "failed", message: text });
  return { events, matrix: matrixFrom(events) };
}

const holds = (property: (text: string) => void) =>
  fc.assert(fc.property(hostileText, property), { numRuns: 60 });
/** Of Unicode's control characters what is neither a tab nor a line's end. */
const CONTROL = /[^\P{Cc}\t\n]/u;
/** What GitHub's runner takes for a command in the log of a job. */
const COMMAND = /^\s*::[A-Za-z]|##\[/m;

describe("whatever the names and texts of a run are", () => {
  test("a terminal and a CI's log get text, and no command", () => {
    holds((text) => {
      const { events, matrix } = runOf(text);
      let log = "";
      const out = new PassThrough();
      out.on("data", (chunk: Buffer) => {
        log += chunk.toString();
      });
      const display = logLines(out);
      const progress = new RunProgress();
      for (const event of events) {
        display.see(event);
        progress.see(event);
      }
      const grid = gridLines(progress, 0, { columns: 100, rows: 20 }, painter(false));
      expect(grid.join("")).not.toMatch(/\p{Cc}/u);
      const said = `${summaryLines(matrix, false).join("\n")}\n${String(out.read() ?? "")}${log}`;
      expect(said).not.toMatch(CONTROL);
      expect(said).not.toMatch(COMMAND);
    });
  });

  test("an annotation is one line, and the text is none of its own commands", async () => {
    const file = join(tempFolder("hostile"), "summary.md");
    await fc.assert(
      fc.asyncProperty(hostileText, async (text) => {
        const stdout = new PassThrough();
        const env = { GITHUB_ACTIONS: "true", GITHUB_STEP_SUMMARY: file };
        await reportToGithub(runOf(text).matrix, { env, stdout });
        const lines = String(stdout.read() ?? "").split("\n");
        expect(lines).toEqual([expect.stringMatching(/^::error title=fail%3A[^:,]*::/), ""]);
        expect(lines[0]).not.toMatch(CONTROL);
      }),
      { numRuns: 20 },
    );
  });

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
  "a reason of a megabyte of %j is told in a moment",
  (piece) => {
    const before = process.cpuUsage();
    const { matrix } = runOf(piece.repeat(1_000_000 / piece.length));
    for (const told of [summaryLines(matrix, false).join(), markdownFrom(matrix), junitFrom(matrix)])
      expect(told).not.toMatch(CONTROL);
    expect(process.cpuUsage(before).user / 1e6).toBeLessThan(5);
  },
);
