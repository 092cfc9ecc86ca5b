/**
 * `npm run fuzz -- [--seconds n] [--seed s]`: what unit tests try a few times of hostile input, for a time (default 60 s), and a part of it
 * through the command itself. Prints the seed and the smallest input that breaks something, and then ends with 1.
 */
import { parseArgs } from "node:util";
import { systemClock } from "../../base/system-clock.ts";
import { messageOf } from "../../base/text/message-of.ts";
import { inertText } from "../../harness/report/clean-text.ts";
import { ARGUMENTS } from "./properties/commands.ts";
import { FILES } from "./properties/files.ts";
import { JOURNALS } from "./properties/journals.ts";
import { REAL_CLI } from "./properties/real-cli.ts";
import { TEXTS } from "./properties/texts.ts";

const { values } = parseArgs({
  options: { seconds: { type: "string", default: "60" }, seed: { type: "string" } },
});
const [seconds, first] = [Number(values.seconds), Number(values.seed ?? systemClock.now() % 2 ** 31)];
if (!(seconds > 0) || !Number.isSafeInteger(first)) {
  process.stderr.write("npm run fuzz -- [--seconds n] [--seed s]: both are numbers\n");
  process.exit(2);
}
const PROPERTIES = [...TEXTS, ...JOURNALS, ...FILES, ...ARGUMENTS, ...REAL_CLI];
const until = systemClock.now() + seconds * 1_000;
const tried = new Map<string, number>();
let seed = first;
try {
  for (; systemClock.now() < until; seed++) {
    for (const { name, tries, check } of PROPERTIES) {
      if (systemClock.now() >= until) break;
      await check({ numRuns: tries, seed });
      tried.set(name, (tried.get(name) ?? 0) + tries);
    }
  }
  for (const [name, many] of tried) process.stdout.write(`${String(many).padStart(7)}  ${name}\n`);
  process.stdout.write(`seeds ${first} to ${seed - 1}: nothing breaks\n`);
} catch (error) {
  const cause = error instanceof Error && error.cause !== undefined ? `${messageOf(error.cause)}\n` : "";
  const told = [messageOf(error), cause].map((text) => text.slice(0, 4_000));
  process.stdout.write(`--seed ${seed} breaks:\n${inertText(told.join("\n"))}\n`);
  process.exitCode = 1;
}
