import { mkdir, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import { expect, test } from "vitest";
import { mergeCommand } from "../../../../harness/cli/flows/merge-command.ts";
import { planResume } from "../../../../harness/cli/flows/resume-plan.ts";
import { type CliContext, processContext } from "../../../../harness/context.ts";
import { readOutline } from "../../../../harness/journal/read-journal.ts";
import type { Cell } from "../../../../harness/plan/cell.ts";
import { cellsOf } from "../../../../harness/plan/cells.ts";
import { divide, elsewhere } from "../../../../harness/plan/shards/divide.ts";
import { matrixFrom } from "../../../../harness/report/matrix-from.ts";
import { loadScenario } from "../../../../harness/scenario/load/load.ts";
import { OWN_VERSION } from "../../../../harness/version.ts";
import { simulate } from "../../../simulated-run.ts";
import { SyntheticJournal } from "../../../synthetic-journal.ts";
import { tempFolder } from "../../../temp-folder.ts";

const own = processContext(new AbortController().signal);
const BLOCKED = "its image is not here";

/** Two shards of a scenario's cells, of which the first cannot be run anywhere; each by its journal's text. */
async function shards(): Promise<{ readonly cells: readonly Cell[]; readonly texts: readonly string[] }> {
  const cells = cellsOf(await loadScenario(own.scenarios, "bad-flag-pair"));
  const obstacle = ({ id }: Cell) => (id === cells[0]?.id ? BLOCKED : undefined);
  const division = divide(cells, obstacle, { fresh: true, shards: 2, durations: {} });
  const texts = division.shards.map((planned) => {
    const { index, stands, notRun } = planned;
    const journal = new SyntheticJournal(`20261122-10000${index}-abcd`).started(
      stands.flatMap((each) => each.cells),
    );
    for (const [place, cell] of stands.flatMap((each) => each.cells).entries())
      journal.attempt(cell, 10 + 70 * place, "pass");
    const shard = { index, of: division.shards.length, plan: division.plan };
    const events = journal.ended(500).events.map((event) => {
      if (event.type === "run.started") return { ...event, faultline: OWN_VERSION, shard };
      return event.type === "run.planned"
        ? { ...event, notRun, elsewhere: elsewhere(division, index) }
        : event;
    });
    return events.map((event) => `${JSON.stringify(event)}\n`).join("");
  });
  return { cells, texts };
}

/** Merges these journals; gives the context, the run's id and its journal. */
async function merged(texts: readonly string[]) {
  const root = tempFolder("resume-merged");
  const results = join(root, "results");
  const names = texts.map((_, index) => `shard-${index}`);
  for (const [index, text] of texts.entries()) {
    await mkdir(join(results, names[index] ?? ""), { recursive: true });
    await writeFile(join(results, names[index] ?? "", "journal.ndjson"), text);
  }
  const places = { ...own.places, results, ledger: join(root, "ledger"), cache: join(root, "cache") };
  const context: CliContext = { ...own, env: {}, places, stdout: new PassThrough().resume() };
  const exit = await mergeCommand(names, context);
  const run = (await readdir(results)).find((name) => !names.includes(name) && name !== "latest") ?? "";
  return { context, run, exit, dir: root, journal: join(results, run, "journal.ndjson") };
}

test("a run merged without a shard is gone on with: the missing cells are run, and the matrix is whole", async () => {
  const { cells, texts } = await shards();
  const { context, run, exit, dir, journal } = await merged(texts.slice(0, 1));
  expect(exit).toBe(3);
  const before = matrixFrom((await readOutline(journal)).events);
  const missing = before.cells.filter(({ reason }) => reason?.startsWith("shard 2/2 is missing"));
  expect(missing.length).toBeGreaterThan(0);
  const { plan, resumed } = await planResume(context, run, 1);
  const left = plan.stands.flatMap((stand) => stand.cells);
  expect(left.map(({ id }) => id).toSorted()).toEqual(missing.map(({ id }) => id).toSorted());
  expect(plan.notRun.map(({ cell, reason }) => [cell.id, reason])).toEqual([[cells[0]?.id, BLOCKED]]);
  if (!resumed) throw new Error("nothing stands of the merged run");
  const path = join(dir, "next.ndjson");
  await simulate({ run: "20261122-120000-bbbb", path, cells: left, ends: {}, resumed });
  const { run: whole, totals } = matrixFrom((await readOutline(path)).events);
  expect(whole.outcome).toBe("complete");
  expect(totals).toMatchObject({ pass: cells.length - 1, error: 0 });
}, 60_000);

test("a shard that was killed before its turn is run by whoever goes on with the merged run", async () => {
  const { texts } = await shards();
  const [first = "", second = ""] = texts;
  const cut = second.slice(0, second.indexOf('"type":"cell.started"') - 150).replace(/[^\n]*$/, "");
  const { context, run } = await merged([first, cut]);
  const { plan } = await planResume(context, run, 1);
  expect(plan.stands.flatMap((stand) => stand.cells).length).toBeGreaterThan(0);
}, 60_000);

test("of a run where all is done or cannot be, nothing is left, and it says where the reasons are", async () => {
  const { context, run, exit } = await merged((await shards()).texts);
  expect(exit).toBe(0);
  await expect(planResume(context, run, 1)).rejects.toThrow(
    `nothing is left of run ${run}: every cell has ended, and none in an error; faultline report ${run} says why 1 cannot be run`,
  );
}, 60_000);
