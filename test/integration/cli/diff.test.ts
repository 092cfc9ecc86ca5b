import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { diffSchema } from "../../../harness/report/diff/diff-schema.ts";
import { matrixFrom } from "../../../harness/report/matrix-from.ts";
import { SyntheticJournal, syntheticCell } from "../../synthetic-journal.ts";
import { freshMachine } from "./faultline.ts";

const right = syntheticCell("scenario-a", "right");
const other = syntheticCell("scenario-b", "right");

const good = new SyntheticJournal("20261122-100000-aaaa")
  .started([right, other])
  .attempt(right, 10, "pass")
  .attempt(other, 80, "pass")
  .ended(200);
const lost = new SyntheticJournal("20261123-100000-bbbb")
  .started([right, other])
  .attempt(right, 10, "fail", 1, 'expected "heals", saw "no effect"', { observed: "no effect" })
  .attempt(other, 80, "pass")
  .ended(200);

async function machineWithRuns() {
  const machine = await freshMachine();
  for (const journal of [good, lost, upgraded]) {
    const dir = join(machine.env.FAULTLINE_RESULTS_DIR, journal.run);
    await mkdir(dir, { recursive: true });
    await writeFile(join(dir, "journal.ndjson"), journal.text);
  }
  return machine;
}

test("a loss ends the command with 1 in every format, and names itself first", async () => {
  const machine = await machineWithRuns();
  const diff = (...more: string[]) => machine.run(["diff", good.run, lost.run, ...more]);
  const [text, json, markdown] = await Promise.all([diff(), diff("-o", "json"), diff("-o", "md")]);
  expect(text.stdout).toMatch(/^fix lost +scenario-a\/kind-1\.32\.5\/right +heals -> no effect$/m);
  expect(text.stdout).toMatch(/^1 cell unchanged$/m);
  expect(text.stdout).toMatch(
    /^Not recommended: scenario-a\/kind-1\.32\.5\/right \(fix lost\) is not accepted/m,
  );
  expect(diffSchema.parse(JSON.parse(json.stdout))).toMatchObject({ recommended: false });
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

const newer = syntheticCell("scenario-a", "right", {
  id: "scenario-a/kind-1.32.5+metrics-server-0.8.0/right",
  metricsServer: "0.8.0",
  platform: { distribution: "kind", version: "1.32.5", metricsServer: "0.8.0" },
});
const upgraded = new SyntheticJournal("20261124-100000-cccc")
  .started([{ ...right, metricsServer: "0.7.2" }, newer])
  .attempt(right, 10, "pass")
  .attempt(newer, 80, "fail", 1, 'expected "heals", saw "no effect"', { observed: "no effect" })
  .ended(200);

test("a run at several versions is compared with itself, side by side", async () => {
  const machine = await machineWithRuns();
  const sides = ["0.7.2", "0.8.0"].map((version) => `${upgraded.run}@metrics-server=${version}`);
  const { stdout, exit } = await machine.run(["diff", ...sides]);
  expect(stdout).toMatch(/^before 20261124-100000-cccc@metrics-server=0\.7\.2, metrics-server 0\.7\.2$/m);
  expect(stdout).toMatch(
    /^fix lost +scenario-a\/kind-1\.32\.5\/right -> scenario-a\/kind-1\.32\.5\+metrics-server-0\.8\.0\/right +heals -> no effect$/m,
  );
  expect(exit).toBe(1);
});

const BAD_INPUT: readonly (readonly [readonly string[], RegExp])[] = [
  [[good.run, good.run], /both sides are run 20261122-100000-aaaa; name two runs/],
  [[good.run, "20260101-000000-0000"], /no run "20260101-000000-0000"/],
  [[good.run, "package.json"], /package\.json is no matrix\.json/],
  [[good.run, lost.run, "--accept", "x: why"], /is not <cell>=<yyyy-mm-dd>/],
  [
    [good.run, lost.run, "--accept", "scenario-b/kind-1.32.5/right=2999-12-31: x"],
    /which is no loss; leave it out/,
  ],
];

test("one run twice, a run or file that is none, and an acceptance of nothing are bad input", async () => {
  const machine = await machineWithRuns();
  // Side by side, as each is a process of its own.
  const ended = await Promise.all(BAD_INPUT.map(([args]) => machine.run(["diff", ...args])));
  for (const [index, [, message]] of BAD_INPUT.entries()) {
    expect(ended[index]?.stderr).toMatch(message);
    expect(ended[index]?.exit).toBe(2);
  }
});
