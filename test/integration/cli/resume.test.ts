import { mkdir, readFile, readlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ownerOf } from "../../../base/ledger/owner.ts";
import type { JournalEvent } from "../../../harness/journal/events.ts";
import type { Cell } from "../../../harness/plan/cell.ts";
import { matrixSchema } from "../../../harness/report/matrix-schema.ts";
import { OWN_VERSION } from "../../../harness/version.ts";
import { SyntheticJournal } from "../../synthetic-journal.ts";
import { freshMachine } from "./faultline.ts";

const RUN = "20261122-100000-abcd";
let cells: readonly Cell[] = [];

const planner = await freshMachine(afterAll);

beforeAll(async () => {
  const { stdout } = await planner.run(["plan", "bad-flag-pair", "--depth", "fixes", "-o", "json"]);
  const planned: Cell[] = JSON.parse(stdout).plan.stands.flatMap((stand: { cells: Cell[] }) => stand.cells);
  cells = planned.filter(({ expected }) => expected === "heals");
}, 60_000);

/** A run of cells as the catalog has them, of which so many have ended. */
function cut(ended: number, change: (event: JournalEvent) => JournalEvent = (event) => event): string {
  const journal = new SyntheticJournal().started(cells);
  for (const [index, cell] of cells.slice(0, ended).entries()) journal.attempt(cell, 10 + 70 * index, "pass");
  const options = { attempts: 1, fresh: false, profile: "default", depth: "fixes", force: false };
  const events = journal.events.map((event) =>
    change(event.type === "run.started" ? { ...event, options, faultline: OWN_VERSION } : event),
  );
  return events.map((event) => `${JSON.stringify(event)}\n`).join("");
}

async function machineWith(text: string) {
  const machine = await freshMachine();
  const dir = join(machine.env.FAULTLINE_RESULTS_DIR, RUN);
  await mkdir(join(dir, "logs"), { recursive: true });
  await writeFile(join(dir, "journal.ndjson"), text);
  return { ...machine, dir };
}

test("a run that was killed when its last cell had ended gets its end: the matrix is complete, in a run of its own", async () => {
  const machine = await machineWith(`${cut(cells.length)}{"v":4,"at":"2026`);
  const log = `${cells[0]?.id.replaceAll("/", "_")}-1.log`;
  await writeFile(join(machine.dir, "logs", log), "pulumi said something");
  const { exit, stdout, stderr } = await machine.run(["run", "--resume", RUN]);
  expect(stderr).toBe("");
  expect(exit).toBe(0);
  expect(stdout).toContain(`${cells.length} cells: ${cells.length} pass`);
  const results = machine.env.FAULTLINE_RESULTS_DIR;
  const next = await readlink(join(results, "latest"));
  expect(next).not.toBe(RUN);
  const matrix = matrixSchema.parse(JSON.parse(await readFile(join(results, next, "matrix.json"), "utf8")));
  expect(matrix.run).toMatchObject({ id: next, outcome: "complete", copiedFrom: [RUN], argv: ["run"] });
  expect(matrix.run.toolchain.map(({ component }) => component)).toEqual(["metrics-server", "kubectl"]);
  expect(await readFile(join(results, next, "logs", log), "utf8")).toBe("pulumi said something");
  const report = await machine.run(["report", "--format", "md"]);
  expect(report.stdout).toContain(`with cells of ${RUN}`);
  expect((await machine.run(["run", "--resume", next])).stderr).toBe(
    `faultline: nothing is left of run ${next}: every cell has ended, and none in an error\n`,
  );
}, 120_000);

const REFUSED: readonly (readonly [string, () => string, readonly string[], RegExp])[] = [
  [
    "a scenario that was changed since",
    () =>
      cut(1, (event) =>
        event.type === "run.planned"
          ? { ...event, cells: event.cells.map((cell) => ({ ...cell, content: "0123456789abcdef" })) }
          : event,
      ),
    [],
    /^faultline: scenario bad-flag-pair, or something it imports, was changed after bad-flag-pair\/\S+ was planned, .*run its cells anew$/,
  ],
  [
    "another version of faultline",
    () => cut(1, (event) => (event.type === "run.started" ? { ...event, faultline: "0.0.9" } : event)),
    [],
    /^faultline: run 20261122-100000-abcd is of faultline 0\.0\.9, and this is \d/,
  ],
  [
    "selectors",
    () => cut(1),
    ["bad-flag-pair"],
    /^faultline: run 20261122-100000-abcd says which cells: leave out/,
  ],
  [
    "options of its own",
    () => cut(1),
    ["--depth", "relapse"],
    /^faultline: option '--resume <run>' cannot be used with option '--depth/,
  ],
  [
    "a journal without a plan",
    () => cut(0).split("\n").slice(0, 1).join("\n").concat("\n"),
    [],
    /was cut before its plan; start it anew$/,
  ],
];

test.each(REFUSED)("%s is refused before anything is created", async (_, journal, args, message) => {
  const machine = await machineWith(journal());
  const { exit, stderr } = await machine.run(["run", "--resume", RUN, ...args]);
  expect(stderr.trimEnd()).toMatch(message);
  expect(exit).toBe(2);
  expect(await machine.created()).toEqual(["results"]);
});

test("a run that goes on still is left alone", async () => {
  const machine = await machineWith(cut(1));
  const ledger = join(machine.env.FAULTLINE_STATE_DIR, "ledger", RUN);
  await mkdir(ledger, { recursive: true });
  const owner = ownerOf(process.pid);
  const entry = { id: "a", run: RUN, owner, at: "2026-11-22T10:00:00.000Z", state: "open" };
  const line = JSON.stringify({ ...entry, thing: { kind: "path", path: machine.dir } });
  await writeFile(join(ledger, `${owner.pid}-${owner.startTicks}.ndjson`), `${line}\n`);
  const { exit, stderr } = await machine.run(["run", "--resume", RUN]);
  expect(stderr).toContain(`run ${RUN} is still going, as process ${process.pid}`);
  expect(exit).toBe(2);
});

test("--failed takes what was not as expected, and says so where there is nothing or a cell is gone", async () => {
  const green = await machineWith(cut(cells.length));
  const nothing = await green.run(["run", "--failed", RUN]);
  expect(nothing.stderr).toContain(`no cell of run ${RUN} is other than expected`);
  const gone = await machineWith(
    cut(cells.length, (event) => {
      if (event.type === "cell.ended")
        return { ...event, verdict: "fail", cell: "bad-flag-pair/kind-1.32.5/gone" };
      if (event.type !== "run.planned") return event;
      return {
        ...event,
        cells: event.cells.map((cell) => ({ ...cell, id: "bad-flag-pair/kind-1.32.5/gone" })),
      };
    }),
  );
  const unknown = await gone.run(["run", "--failed", RUN]);
  expect(unknown.stderr).toContain("there is no cell bad-flag-pair/kind-1.32.5/gone any more");
  expect([nothing.exit, unknown.exit]).toEqual([2, 2]);
});
