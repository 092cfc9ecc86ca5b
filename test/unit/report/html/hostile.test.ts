import { Script } from "node:vm";
import { describe, expect, test } from "vitest";
import { SyntheticJournal, syntheticCell, topNodes } from "../../../synthetic-journal.ts";
import { all, dataOf, named, pageOf, textOf } from "./page.ts";

const NASTY = `</script><img src=x onerror=alert(1)>"'&\u001b[31mred\u001b[0m\u202egnp.exe\u0007 \`\${1}\``;
const SHOWN = `</script><img src=x onerror=alert(1)>"'&red\ufffdgnp.exe \`\${1}\``;

function hostile() {
  const cell = syntheticCell(NASTY, NASTY, {
    id: NASTY,
    mode: NASTY,
    title: NASTY,
    threads: [NASTY, "javascript:alert(1)", "a/b#1"],
    platform: { distribution: NASTY, version: NASTY },
    words: {
      fault: NASTY,
      reports: [{ ref: "javascript:alert(1)", quote: NASTY }],
      fix: NASTY,
      claim: { by: NASTY, quote: NASTY },
      why: NASTY,
    },
  });
  const journal = new SyntheticJournal()
    .started([cell])
    .cell(11, cell.id, {
      type: "sample",
      phase: "symptom",
      sample: { ...topNodes(11, 1, NASTY), vantage: NASTY } as never,
    })
    .cell(12, cell.id, { type: "act", phase: "fix", command: NASTY, exit: 1, text: NASTY })
    .attempt(cell, 10, "fail", 1, NASTY, {
      textsSeen: [{ observable: NASTY, vantage: NASTY, text: NASTY, firstMs: 1, count: 1 }],
      signatures: [{ signature: NASTY, at: 1, where: NASTY, text: NASTY }],
    })
    .ended(90);
  return pageOf(journal.events);
}

describe("whatever a cluster or a journal says", () => {
  const { page, text } = hostile();

  test("is text: no element and no attribute comes of it", () => {
    expect(all(page, named("img"))).toEqual([]);
    expect(text.match(/<script/g)).toHaveLength(2);
    expect(
      all(page, ({ attributes }) => Object.keys(attributes).some((name) => name.startsWith("on"))),
    ).toEqual([]);
    expect(
      all(page, named("a"))
        .map(({ attributes }) => attributes.href)
        .filter((href) => !href?.startsWith("#")),
    ).toEqual(["https://github.com/a/b/issues/1"]);
    const [section] = all(page, named("details", "cell"));
    expect(section && textOf(section)).toContain(SHOWN);
    expect(dataOf(page).texts).toContain(SHOWN);
  });

  test("has no control characters, nor any that turn the direction of text", () => {
    expect(dataOf(page).texts.join("")).not.toMatch(/[^\P{Cc}\t\n]|[\u202a-\u202e\u2066-\u2069]/u);
    expect(text).not.toMatch(/[^\P{Cc}\t\n]|[\u202a-\u202e\u2066-\u2069]/u);
  });

  test("stays one word of a shell in the commands to repeat it", () => {
    const [commands] = all(page, named("div", "repro"));
    const quoted = SHOWN.replaceAll("'", "'\\''").replace("\ufffd", "\ufffd");
    expect(commands && textOf(commands)).toContain(`npx faultline repro '${quoted}'\n`);
  });

  test("the page's script is one that runs", () => {
    const script = all(page, named("script")).map(textOf).at(-1) ?? "";
    expect(() => new Script(script)).not.toThrow();
    expect(script).not.toMatch(/^(import|export) /m);
  });
});

test("a long answer is cut and says so; ten megabytes make no page", () => {
  const cell = syntheticCell("a", "b");
  const long = "x".repeat(10_000_000);
  const { text, page } = pageOf(
    new SyntheticJournal()
      .started([cell])
      .cell(11, cell.id, { type: "sample", phase: "symptom", sample: topNodes(11, 1, long) })
      .attempt(cell, 10, "fail", 1, long, {
        textsSeen: [{ observable: "top nodes", vantage: "v", text: long, firstMs: 1, count: 1 }],
      })
      .ended(90).events,
  );
  expect(text.length).toBeLessThan(120_000);
  expect(dataOf(page).texts.join()).toContain("… (9996000 more characters in the journal)");
  expect(text).toContain("… (9998000 more characters in the journal)");
});

test("a run of nothing, and one that was killed, are pages", () => {
  expect(textOf(pageOf(new SyntheticJournal().events).page)).toContain("0 of 0 cells did what was expected.");
  const cell = syntheticCell("a", "b");
  const cut = new SyntheticJournal()
    .started([cell])
    .cell(10, cell.id, { type: "cell.started" })
    .cell(11, cell.id, { type: "phase.started", phase: "stand" });
  const { page } = pageOf(cut.events);
  expect(textOf(page)).toContain("The journal has no end");
  expect(all(page, named("td", "time")).map(textOf)).toContain("cut");
});
