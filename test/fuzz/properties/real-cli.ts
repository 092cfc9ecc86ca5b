import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import fc from "fast-check";
import { EXIT_CODES } from "../../../base/exit-codes.ts";
import { hostileText } from "../../hostile-text.ts";
import { edited } from "../edited-value.ts";
import { assertInert } from "../inert.ts";
import { type Property, property } from "../property.ts";
import { COMMANDS, RUN, resultsWithRun } from "./commands.ts";

const MAIN = join(import.meta.dirname, "../../../harness/cli/main.ts");
/** What takes longer hangs, on however busy a machine. */
const PATIENCE_MS = 300_000;
const CODES: readonly number[] = Object.values(EXIT_CODES).map(({ code }) => code);

const PLACES = ["FAULTLINE_CACHE_DIR", "FAULTLINE_STATE_DIR", "FAULTLINE_RESULTS_DIR"] as const;
const OTHERS = ["FAULTLINE_SCENARIOS_DIR", "FAULTLINE_TOOLCHAIN", "FAULTLINE_RUN", "FAULTLINE_OWNER"];
const SETTINGS = ["FAULTLINE_LEDGER", "XDG_STATE_HOME", "GITHUB_STEP_SUMMARY", "TERM", "TZ"];
const values = fc.oneof(
  hostileText,
  fc.constantFrom("", "/dev/null", "/dev/null/x", "-1", "x".repeat(5_000)),
);
const environment = fc.dictionary(fc.constantFrom(...PLACES, ...OTHERS, ...SETTINGS), values, { maxKeys: 3 });

/** The command in a process of its own, in an empty home; says how it ended without a trace of its insides. */
async function commandEnds(args: readonly string[], env: NodeJS.ProcessEnv, root: string): Promise<void> {
  const places = {
    HOME: root,
    FAULTLINE_CACHE_DIR: join(root, "cache"),
    FAULTLINE_STATE_DIR: join(root, "state"),
  };
  const { status, signal, stdout, stderr } = spawnSync(process.execPath, [MAIN, ...args], {
    cwd: root,
    env: { PATH: process.env.PATH, ...places, FAULTLINE_RESULTS_DIR: join(root, "results"), ...env },
    stdio: ["ignore", "pipe", "pipe"],
    timeout: PATIENCE_MS,
    maxBuffer: 2 ** 28,
  });
  const said = `${stdout}${stderr}`;
  assert.equal(signal, null, `ended by ${signal}: ${said.slice(0, 500)}`);
  assert.ok(CODES.includes(status ?? -1), `exit ${status}: ${said.slice(0, 500)}`);
  assertInert(said.replaceAll(/^::(?:error|warning) title=/gm, ""));
  assert.doesNotMatch(said, /^ {4}at |internal error/m);
}

async function inResults(use: (root: string) => Promise<void>): Promise<void> {
  const root = await resultsWithRun();
  try {
    await use(root);
  } finally {
    await rm(root, { recursive: true, force: true });
  }
}

const withoutNul = (text: string) => text.replaceAll("\0", "").toWellFormed();

/** The same through the command itself: some seconds each. */
export const REAL_CLI: readonly Property[] = [
  property(
    "the command does it, or refuses it with a documented exit code",
    4,
    fc.tuple(fc.constantFrom(...COMMANDS), hostileText),
    async ([command, word]) => {
      await inResults(async (root) => commandEnds([...command, withoutNul(word)], {}, root));
    },
  ),
  property(
    "whatever the environment says, reading commands end with a documented exit code",
    6,
    fc.tuple(
      fc.constantFrom(
        ["report"],
        ["report", RUN, "--write"],
        ["plan", "bad-flag-pair"],
        ["list"],
        ["env"],
        ["doctor"],
      ),
      environment,
    ),
    async ([command, env]) => {
      const clean = Object.fromEntries(Object.entries(env).map(([name, value]) => [name, withoutNul(value)]));
      await inResults(async (root) => commandEnds(command, { GITHUB_ACTIONS: "true", ...clean }, root));
    },
  ),
  property(
    "a journal with another field is reported and merged, or refused",
    4,
    fc.tuple(
      fc.constantFrom(
        ["report", "--write"],
        ["report", "-o", "json"],
        ["merge"],
        ["run", "--resume"],
        ["run", "--failed"],
      ),
      fc.nat(1_000),
      edited({ v: 6, at: "2026-11-22T10:00:00.000Z", run: RUN, type: "run.ended", outcome: "complete" }),
    ),
    async ([command, place, other]) => {
      await inResults(async (root) => {
        const path = join(root, "results", RUN, "journal.ndjson");
        const lines = (await readFile(path, "utf8")).trimEnd().split("\n");
        const text = lines.with(place % lines.length, JSON.stringify(other)).join("\n");
        await writeFile(path, `${text}\n`);
        await commandEnds([...command, RUN], {}, root);
      });
    },
  ),
];
