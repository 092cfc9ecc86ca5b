import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { matrixFrom } from "../../../harness/report/matrix-from.ts";
import { SyntheticJournal, syntheticCell } from "../../synthetic-journal.ts";
import { freshMachine } from "./faultline.ts";

const cell = syntheticCell("scenario-a", "right", { index: 0 });
const other = syntheticCell("scenario-a", "left", { index: 1 });

const good = new SyntheticJournal("20261122-100000-aaaa")
  .started([cell, other])
  .attempt(cell, 10, "pass")
  .attempt(other, 80, "pass")
  .ended(200);
const lost = new SyntheticJournal("20261123-100000-bbbb")
  .started([cell, other])
  .attempt(cell, 10, "fail", 1, "it stays", { observed: "no effect" })
  .attempt(other, 80, "pass")
  .ended(200);

/** The baseline is committed, and the newest run is this one. */
async function machineAfter(run: SyntheticJournal, waivers?: string) {
  const machine = await freshMachine();
  const dir = join(machine.env.FAULTLINE_RESULTS_DIR, run.run);
  await mkdir(dir, { recursive: true });
  await writeFile(join(dir, "journal.ndjson"), run.text);
  const [baseline, file] = [join(machine.root, "baseline.json"), join(machine.root, "waivers.txt")];
  await writeFile(baseline, JSON.stringify(matrixFrom(good.events)));
  if (waivers !== undefined) await writeFile(file, waivers);
  const more = waivers === undefined ? [] : ["--waivers", file];
  return {
    diff: (...args: string[]) => machine.run(["diff", "--baseline", baseline, ...more, ...args]),
    dir,
  };
}

test("a regression against the committed baseline is a 1 in every format, unless it is waived for today", async () => {
  const { diff } = await machineAfter(lost);
  const ended = await Promise.all([diff(), diff("-o", "json"), diff(lost.run, "-o", "md")]);
  expect(ended.map(({ exit }) => exit)).toEqual([1, 1, 1]);
  expect(ended[0]?.stdout).toMatch(/^fix lost +scenario-a\/kind-1\.32\.5\/right +heals -> no effect$/m);
  const waived = await machineAfter(lost, `# known\n${cell.id}=2999-12-31: waits for upstream\n`);
  const known = await waived.diff();
  expect(known.stdout).toContain("(accepted until 2999-12-31: waits for upstream)");
  expect(known.exit).toBe(0);
}, 120_000);

test("an expired waiver is a 1, whether its loss is there still or not, and says what to do", async () => {
  const text = `${cell.id}=2026-01-31: waits for upstream\n`;
  const better = new SyntheticJournal("20261124-100000-cccc")
    .started([cell, other])
    .attempt(cell, 10, "pass")
    .attempt(other, 80, "pass")
    .ended(200);
  const [still, gone] = await Promise.all([machineAfter(lost, text), machineAfter(better, text)]);
  const [a, b] = [await still.diff(), await gone.diff()];
  for (const { stdout, exit } of [a, b]) {
    expect(stdout).toContain(
      `expired: ${cell.id} was accepted until 2026-01-31 (waits for upstream); renew it or leave it out`,
    );
    expect(exit).toBe(1);
  }
}, 120_000);

test("what is no baseline, no waiver, or one run too many is bad input", async () => {
  const { diff, dir } = await machineAfter(lost);
  const bad = await machineAfter(lost, "nonsense\n");
  const ended = await Promise.all([
    diff(lost.run, lost.run),
    diff("--baseline", dir),
    bad.diff(),
    (await freshMachine()).run(["diff", "one"]),
  ]);
  const messages = [
    /--baseline is the run before: name .* not both/,
    /is no matrix\.json: keep that of a run/,
    /waivers\.txt:1:1: is not <cell>=<yyyy-mm-dd>: <reason>/,
    /name two runs, or --baseline <file> and one run/,
  ];
  for (const [index, message] of messages.entries()) expect(ended[index]?.stderr).toMatch(message);
  expect(ended.map(({ exit }) => exit)).toEqual([2, 2, 2, 2]);
}, 120_000);
