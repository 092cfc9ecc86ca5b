import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { diffSchema } from "../../../harness/report/diff/diff-schema.ts";
import { matrixFrom } from "../../../harness/report/matrix-from.ts";
import { SyntheticJournal, syntheticCell } from "../../synthetic-journal.ts";
import { freshMachine } from "./faultline.ts";

const right = syntheticCell("scenario-a", "right");
const other = syntheticCell("scenario-b", "right");

class Run extends SyntheticJournal {
  override readonly run: string;
  constructor(run: string) {
    super();
    this.run = run;
  }
}
const good = new Run("20261122-100000-aaaa")
  .started([right, other])
  .attempt(right, 10, "pass")
  .attempt(other, 80, "pass")
  .ended(200);
const lost = new Run("20261123-100000-bbbb")
  .started([right, other])
  .attempt(right, 10, "fail", 1, 'expected "heals", saw "no effect"', { observed: "no effect" })
  .attempt(other, 80, "pass")
  .ended(200);

async function machineWithRuns() {
  const machine = await freshMachine();
  for (const journal of [good, lost]) {
    const dir = join(machine.env.FAULTLINE_RESULTS_DIR, journal.run);
    await mkdir(dir, { recursive: true });
    await writeFile(join(dir, "journal.ndjson"), journal.text);
  }
  return machine;
}

test("a loss ends the command with 1 in every format, and names itself first", async () => {
  const machine = await machineWithRuns();
  const diff = (...more: string[]) => machine.run(["diff", good.run, lost.run, ...more]);
  const text = await diff();
  expect(text.stdout).toMatch(/^fix lost +scenario-a\/kind-1\.32\.5\/right +heals -> no effect$/m);
  expect(text.stdout).toMatch(/^1 cell unchanged$/m);
  expect(text.stdout).toMatch(
    /^Not recommended: scenario-a\/kind-1\.32\.5\/right \(fix lost\) is not accepted/m,
  );
  const json = await diff("-o", "json");
  expect(diffSchema.parse(JSON.parse(json.stdout))).toMatchObject({ recommended: false });
  const markdown = await diff("-o", "md");
  expect(markdown.stdout).toContain("| fix lost | scenario-a/kind-1.32.5/right | heals -> no effect |");
  expect([text.exit, json.exit, markdown.exit]).toEqual([1, 1, 1]);
});

test("an accepted loss and a way back are green; a committed matrix.json serves as a side", async () => {
  const machine = await machineWithRuns();
  const accept = "scenario-a/kind-1.32.5/right=2999-12-31: waits for upstream";
  const known = await machine.run(["diff", good.run, lost.run, "--accept", accept]);
  expect(known.stdout).toContain("heals -> no effect (accepted until 2999-12-31: waits for upstream)");
  expect(known.exit).toBe(0);
  const baseline = join(machine.root, "baseline.json");
  await writeFile(baseline, JSON.stringify(matrixFrom(lost.events)));
  const back = await machine.run(["diff", baseline, good.run]);
  expect(back.stdout).toMatch(/^fix gained +scenario-a/m);
  expect(back.exit).toBe(0);
});

test.each([
  ["the same run twice", [good.run, good.run], /both sides are run 20261122-100000-aaaa; name two runs/],
  ["a run that is not there", [good.run, "20260101-000000-0000"], /no run "20260101-000000-0000"/],
  ["a file that is no matrix", [good.run, "package.json"], /package\.json is no matrix\.json/],
  ["an acceptance without a day", [good.run, lost.run, "--accept", "x: why"], /is not <cell>=<yyyy-mm-dd>/],
  [
    "an acceptance of what is no loss",
    [good.run, lost.run, "--accept", "scenario-b/kind-1.32.5/right=2999-12-31: x"],
    /which is no loss; leave it out/,
  ],
])("%s is bad input", async (_, args, message) => {
  const { exit, stderr } = await (await machineWithRuns()).run(["diff", ...args]);
  expect(stderr).toMatch(message);
  expect(exit).toBe(2);
});
