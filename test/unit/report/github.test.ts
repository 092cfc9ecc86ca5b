import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import { expect, test } from "vitest";
import { githubSummary, reportToGithub } from "../../../harness/report/github.ts";
import { matrixFrom } from "../../../harness/report/matrix-from.ts";
import { SyntheticJournal, syntheticCell } from "../../synthetic-journal.ts";
import { tempFolder } from "../../temp-folder.ts";

/** A run of so many cells that fail, with what the cluster said, and as many that are flaky. */
function runOf(many: number, said: string) {
  const cells = Array.from({ length: many }, (_, index) => [
    syntheticCell("scenario-a", `wrong-${index}`, { index }),
    syntheticCell("scenario-b", `unsure-${index}`, { index }),
  ]) as [Cell, Cell][];
  const journal = new SyntheticJournal().started(cells.flat());
  for (const [wrong, unsure] of cells)
    journal.attempt(wrong, 10, "fail", 1, said).attempt(unsure, 80, "fail").attempt(unsure, 150, "pass", 2);
  return matrixFrom(journal.ended(300).events);
}
type Cell = ReturnType<typeof syntheticCell>;

async function reported(many: number, said: string, more: NodeJS.ProcessEnv = { GITHUB_ACTIONS: "true" }) {
  const file = join(tempFolder("github"), "summary.md");
  const stdout = new PassThrough();
  await reportToGithub(runOf(many, said), { env: { GITHUB_STEP_SUMMARY: file, ...more }, stdout });
  const text = await readFile(file, "utf8").catch(() => "");
  return {
    text,
    lines: String(stdout.read() ?? "")
      .split("\n")
      .filter(Boolean),
  };
}

test("a step's summary has the matrix, and its log an error or a warning a cell", async () => {
  const { text, lines } = await reported(1, "50% of\n::error::nodes | <b>");
  expect(text).toContain("## faultline: 2 cells: 1 fail, 1 flaky");
  expect(text).toContain("- **fail** scenario-a/kind-1.32.5/wrong-0: 50% of ::error::nodes \\| &lt;b>");
  expect(lines).toEqual([
    "::error title=fail%3A scenario-a/kind-1.32.5/wrong-0::50%25 of ::error::nodes | <b>",
    expect.stringMatching(/^::warning title=flaky%3A scenario-b\/kind-1\.32\.5\/unsure-0::attempts differ/),
  ]);
});

test("no more than ten annotations of a kind, the last saying how many there are beside", async () => {
  const kinds = ({ lines }: { lines: readonly string[] }) =>
    ["::error", "::warning"].map((kind) => lines.filter((line) => line.startsWith(`${kind} `)).length);
  expect(kinds(await reported(10, "x"))).toEqual([10, 10]);
  const many = await reported(25, "x");
  expect(kinds(many)).toEqual([10, 10]);
  expect(many.lines[9]).toBe("::error title=faultline::and 16 more: the summary has them");
});

test("a summary longer than GitHub takes is cut at a line, and says so", () => {
  const matrix = runOf(40, "ü".repeat(500));
  const whole = githubSummary(matrix);
  const short = githubSummary(matrix, 20_000);
  expect(Buffer.byteLength(whole)).toBeGreaterThan(20_000);
  expect(Buffer.byteLength(short)).toBeLessThanOrEqual(20_000);
  expect(short).toMatch(
    /\nCut here: \d+ more lines are longer than GitHub takes \(1 MiB\); `matrix\.md` of run \S+ has all\.\n$/,
  );
  const kept = short.split("\n\nCut here")[0] ?? "";
  expect(whole.startsWith(kept)).toBe(true);
});

test("what the step has written before counts: together it is no more than GitHub takes", async () => {
  const said = (many: number) => afterBytes(1_048_576 - many);
  const some = await said(20_000);
  expect(Buffer.byteLength(some.text)).toBeLessThanOrEqual(1_048_576);
  expect(some.text).toContain("lines are longer than GitHub takes (1 MiB)");
  const none = await said(10);
  expect(none.text).toHaveLength(1_048_566);
  expect(none.lines.at(-1)).toMatch(
    /^::notice title=faultline::the summary of this step is full: matrix\.md of run /,
  );
});

async function afterBytes(bytes: number) {
  const file = join(tempFolder("github"), "summary.md");
  await writeFile(file, "x".repeat(bytes));
  const stdout = new PassThrough();
  const env = { GITHUB_ACTIONS: "true", GITHUB_STEP_SUMMARY: file };
  await reportToGithub(runOf(40, "ü".repeat(500)), { env, stdout });
  return { text: await readFile(file, "utf8"), lines: String(stdout.read()).split("\n").filter(Boolean) };
}

test("elsewhere than in a step of GitHub nothing is written", async () => {
  expect(await reported(1, "x", {})).toEqual({ text: "", lines: [] });
});
