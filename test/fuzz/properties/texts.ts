import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { shellQuote } from "../../../base/text/shell-quote.ts";
import { hostileText } from "../../hostile-text.ts";
import { type Property, property } from "../property.ts";
import { runOf } from "./hostile-run.ts";
import { assertAnnotations, assertReportsInert } from "./reports.ts";

/** Whatever the names and texts of a run are. */
export const TEXTS: readonly Property[] = [
  property("every report takes names and texts for text", 60, hostileText, (text) => {
    const { events, matrix } = runOf(text);
    assertReportsInert(events, matrix);
  }),
  property(
    "an annotation is one line, and the text is none of its own commands",
    20,
    hostileText,
    async (text) => {
      const dir = mkdtempSync(join(tmpdir(), "faultline-fuzz-"));
      try {
        await assertAnnotations(runOf(text).matrix, join(dir, "summary.md"));
      } finally {
        rmSync(dir, { recursive: true });
      }
    },
  ),
  property("a quoted word is that word to a shell", 10, hostileText, (text) => {
    // No argument holds a NUL, and a lone surrogate is no UTF-8.
    const word = text.replaceAll("\0", "").toWellFormed();
    const said = execFileSync("sh", ["-c", `printf %s ${shellQuote(word)}`]).toString();
    assert.equal(said, word);
  }),
];
