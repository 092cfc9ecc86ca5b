import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import { CommanderError } from "commander";
import fc from "fast-check";
import { expect, test } from "vitest";
import { FaultlineError } from "../../../base/faultline-error.ts";
import { errorText } from "../../../harness/cli/error-text.ts";
import { buildProgram } from "../../../harness/cli/program.ts";
import { processContext } from "../../../harness/context.ts";
import { hostileText } from "../../hostile-text.ts";
import { SyntheticJournal, syntheticCell } from "../../synthetic-journal.ts";
import { tempFolder } from "../../temp-folder.ts";

const RUN = "20261122-100000-abcd";
const COMMANDS = [
  ["report"],
  ["report", "--format"],
  ["report", "--since"],
  ["diff", RUN],
  ["diff", RUN, RUN, "--accept"],
  ["diff", "--baseline"],
  ["diff", RUN, RUN, "--waivers"],
  ["merge", RUN],
  ["run", "--shard"],
  ["run", "--repeat"],
  ["run", "--at"],
  ["upgrade", "--from"],
];

test("a hostile word wherever a command takes one is done, or refused without a stack trace and without commands to a terminal or a CI", async () => {
  const results = join(tempFolder("hostile"), "results");
  const cell = syntheticCell("scenario-a", "right");
  await mkdir(join(results, RUN), { recursive: true });
  const { text } = new SyntheticJournal().started([cell]).attempt(cell, 10, "pass").ended(90);
  await writeFile(join(results, RUN, "journal.ndjson"), text);
  const own = processContext(new AbortController().signal);
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...COMMANDS), hostileText, async (command, word) => {
      const [stdout, stderr] = [new PassThrough(), new PassThrough()];
      const context = { ...own, env: {}, places: { ...own.places, results }, setExit: () => {} };
      const program = buildProgram({ ...context, stdout, stderr }, "0.0.0");
      const refused = await program
        .parseAsync(["node", "faultline", ...command, word.replaceAll("\0", "")])
        .then(() => undefined)
        .catch((error: unknown) => error);
      if (refused === undefined) return;
      expect(refused instanceof FaultlineError || refused instanceof CommanderError, String(refused)).toBe(
        true,
      );
      const said = refused instanceof FaultlineError ? errorText(refused, {}) : String(stderr.read() ?? "");
      expect(said).toMatch(/^faultline: /);
      expect(said).not.toMatch(/[^\P{Cc}\t\n\r]/u);
      expect(said).not.toMatch(/^\s*::[A-Za-z]|##\[/m);
      expect(said).not.toContain("    at ");
    }),
    { numRuns: 100 },
  );
}, 60_000);

test("an error that quotes ten megabytes is told in a few lines", () => {
  const text = errorText(new Error("x".repeat(10_000_000)), {});
  expect(text.length).toBeLessThan(9_000);
  expect(text).toMatch(/^faultline: internal error, please report it: Error: x+… \(\d+ more characters\)\n$/);
});
