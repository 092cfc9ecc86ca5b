import { expect, test } from "vitest";
import { diffLines } from "../../../../harness/report/diff/diff-lines.ts";
import { diffMarkdown } from "../../../../harness/report/diff/diff-markdown.ts";
import type { Diff } from "../../../../harness/report/diff/diff-schema.ts";

const nasty = "a\u001b[31m|\r# heading\n[x](http://example.invalid)";
const diff: Diff = {
  schema: "faultline/diff@1",
  before: { id: nasty, outcome: "cut", versions: { kubernetes: "1.32.5" } },
  after: { id: "after", outcome: "complete", versions: { kubernetes: "1.37.2" } },
  rows: [
    { cell: nasty, before: "old", after: nasty, class: "fix lost", note: nasty },
    { cell: "b", before: "b", after: "b", class: "unchanged", note: "refused -> no effect" },
    { cell: "c", before: "c", after: "c", class: "unchanged", note: "heals" },
  ],
  totals: { "fix lost": 1, unchanged: 2 },
  unaccepted: [nasty],
  expired: [{ cell: nasty, until: "2026-01-31", reason: nasty }],
  recommended: false,
  sentence: nasty,
};

test("what a kept file says reaches no terminal as a command, and no page as a line or a link", () => {
  const text = diffLines(diff, (_, line) => line);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: it is what must not be there.
  for (const line of text) expect(line).not.toMatch(/[\u001b\r\n]/);
  const markdown = diffMarkdown(diff);
  for (const line of markdown) expect(line).not.toMatch(/[\r\n]|(?<!\\)\[x\]/);
  expect(markdown.filter((line) => line.startsWith("| "))).toHaveLength(3);
});

test("a run that did not end says so; a cell of two versions has both names; what is seen to differ has a line", () => {
  const text = diffLines(diff, (_, line) => line).join("\n");
  expect(text).toMatch(/^before .*, cut, kubernetes 1\.32\.5$/m);
  expect(text).toMatch(/^fix lost +old -> a/m);
  expect(text).toMatch(/^unchanged +b +refused -> no effect$/m);
  expect(text).toMatch(/^expired: .* was accepted until 2026-01-31 \(.*\); renew it or leave it out$/m);
  expect(text).toMatch(/^1 cell unchanged$/m);
});
