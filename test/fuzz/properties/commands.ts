import assert from "node:assert/strict";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import { CommanderError } from "commander";
import fc from "fast-check";
import { buildProgram } from "../../../harness/cli/program.ts";
import { processContext } from "../../../harness/context.ts";
import { hostileText } from "../../hostile-text.ts";
import { SyntheticJournal, syntheticCell } from "../../synthetic-journal.ts";
import { assertInert, doneOrRefused } from "../inert.ts";
import { type Property, property } from "../property.ts";

export const RUN = "20261122-100000-abcd";

/** What takes a word of the user's, and makes nothing of any. */
export const COMMANDS = [
  ["report"],
  ["report", "--format"],
  ["report", "--output"],
  ["report", "--since"],
  ["diff", RUN],
  ["diff", RUN, RUN, "--accept"],
  ["diff", RUN, "--output"],
  ["diff", "--baseline"],
  ["diff", RUN, RUN, "--waivers"],
  ["merge"],
  ["merge", RUN],
  ["confusion"],
  ["list", "--output"],
  ["plan"],
  ["plan", "--at"],
  ["plan", "--shards"],
  ["plan", "--output"],
  ["plan", "--depth"],
  ["env"],
  ["run", "--shard"],
  ["run", "--repeat"],
  ["run", "--attempts"],
  ["run", "--parallel"],
  ["run", "--budget"],
  ["run", "--profile"],
  ["run", "--resume"],
  ["run", "--failed"],
  ["plan", "--force", "--at"],
  ["upgrade", "--from"],
  ["upgrade", "--to", "metrics-server=0.8.0", "--from"],
] as const;

/** A run of one cell that passed, in a folder of results; gives the folder, to be removed. */
export async function resultsWithRun(): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), "faultline-fuzz-"));
  const cell = syntheticCell("scenario-a", "right");
  await mkdir(join(dir, "results", RUN), { recursive: true });
  const { text } = new SyntheticJournal().started([cell]).attempt(cell, 10, "pass").ended(90);
  await writeFile(join(dir, "results", RUN, "journal.ndjson"), text);
  return dir;
}

const own = processContext(new AbortController().signal);

/** In this process, on folders of its own. */
async function called(args: readonly string[], root: string): Promise<void> {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  const places = {
    ...{ cache: join(root, "cache"), state: join(root, "state"), results: join(root, "results") },
    ...{
      ledger: join(root, "state/ledger"),
      runs: join(root, "state/runs"),
      engine: join(root, "state/engine"),
    },
  };
  const context = { ...own, env: { PATH: "/nowhere" }, places, setExit: () => {}, stdout, stderr };
  await doneOrRefused(async () => {
    try {
      await buildProgram(context, "0.0.0").parseAsync(["node", "faultline", ...args]);
    } catch (error) {
      if (!(error instanceof CommanderError)) throw error;
    }
  });
  const said = `${String(stdout.read() ?? "")}${String(stderr.read() ?? "")}`;
  assertInert(said);
  assert.doesNotMatch(said, /^ {4}at /m);
}

/** Flags and arguments. */
export const ARGUMENTS: readonly Property[] = [
  property(
    "a word wherever a command takes one is done, or refused without a stack trace",
    30,
    fc.tuple(fc.constantFrom(...COMMANDS), hostileText),
    async ([command, word]) => {
      const root = await resultsWithRun();
      try {
        await called([...command, word.replaceAll("\0", "")], root);
      } finally {
        await rm(root, { recursive: true, force: true });
      }
    },
  ),
];
