import { appendFile, mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { XMLValidator } from "fast-xml-parser";
import { expect, test } from "vitest";
import { matrixSchema } from "../../../harness/report/matrix-schema.ts";
import { SyntheticJournal, syntheticCell } from "../../synthetic-journal.ts";
import { freshMachine } from "./faultline.ts";

const cell = syntheticCell("bad-flag-pair", "timeout-9s", { mode: "F14", title: "Two flags that clash" });
const other = syntheticCell("bad-flag-pair", "resolution-15s");

async function machineWithRun(journal: SyntheticJournal) {
  const machine = await freshMachine();
  const dir = join(machine.env.FAULTLINE_RESULTS_DIR, journal.run);
  await mkdir(dir, { recursive: true });
  await writeFile(join(dir, "journal.ndjson"), journal.text);
  return { ...machine, dir, journal: join(dir, "journal.ndjson") };
}

const complete = () =>
  new SyntheticJournal().started([cell]).attempt(cell, 10, "fail", 1, "saw no effect").ended(90);

test("every format is rebuilt from the journal of the newest run", async () => {
  const machine = await machineWithRun(complete());
  const formats = ["term", "json", "md", "junit", "html"];
  const [term, json, md, junit, html] = await Promise.all(
    formats.map((format) => machine.run(["report", "--format", format])),
  );
  expect(term?.stdout).toMatch(/^✗ +bad-flag-pair\/timeout-9s +heals +heals +– +fail /m);
  expect(term).toMatchObject({ exit: 0, stderr: "" });
  const { cells } = matrixSchema.parse(JSON.parse(json?.stdout ?? ""));
  expect(cells).toMatchObject([{ id: cell.id, verdict: "fail", mode: "F14" }]);
  expect(md?.stdout).toContain("**1 cell: 1 fail**");
  expect(XMLValidator.validate(junit?.stdout ?? "")).toBe(true);
  expect(html?.stdout).toContain("0 of 1 cell did what was expected; 1 did something else.");
});

test("a report needs no scenarios, whatever has become of them", async () => {
  const machine = await machineWithRun(complete());
  const env = { FAULTLINE_SCENARIOS_DIR: join(machine.dir, "none") };
  const { exit, stdout, stderr } = await machine.run(["report", "--format", "md"], env);
  expect({ exit, stderr }).toEqual({ exit: 0, stderr: "" });
  expect(stdout).toContain("## bad-flag-pair: Two flags that clash");
});

test("a journal that proves less than a verdict says today is refused, with its version and who reads it", async () => {
  const machine = await machineWithRun(complete());
  const text = await readFile(machine.journal, "utf8");
  await writeFile(machine.journal, text.replaceAll(/"v":\d+/g, '"v":3'));
  const { exit, stdout, stderr } = await machine.run(["report", "-o", "json"]);
  expect({ exit, stdout }).toEqual({ exit: 2, stdout: "" });
  expect(stderr).toMatch(
    /journal\.ndjson:1:\d+: journal version 3; this faultline reads versions 4 to \d+; another is read by the faultline that wrote it\./,
  );
});

test("a run can be named by id, folder or file, and its files written again", async () => {
  const machine = await machineWithRun(complete());
  const names = ["20261122-100000-abcd", machine.dir, machine.journal];
  const answers = await Promise.all(names.map((name) => machine.run(["report", name, "--write"])));
  for (const answer of answers) expect(answer).toMatchObject({ exit: 0, stderr: "" });
  expect((await readdir(machine.dir)).sort()).toEqual([
    "ctrf.json",
    "journal.ndjson",
    "junit.xml",
    "matrix.json",
    "matrix.md",
    "report.html",
    "toolchain.json",
  ]);
});

test("--open writes the page and opens it, or names it where there is no desktop", async () => {
  const machine = await machineWithRun(complete());
  const page = join(machine.dir, "report.html");
  const opened = join(machine.root, "opened");
  const bin = join(machine.root, "bin");
  await mkdir(bin);
  for (const name of ["xdg-open", "open"])
    await writeFile(join(bin, name), `#!/bin/sh\nprintf %s "$1" > ${opened}\n`, { mode: 0o755 });
  const desktop = { DISPLAY: ":0", PATH: `${bin}:${machine.env.PATH}` };
  expect((await machine.run(["report", "--open"], desktop)).stdout).toBe(`opened ${page}\n`);
  expect(await readFile(opened, "utf8")).toBe(page);
  expect(await readFile(page, "utf8")).toContain("1 did something else");
  if (process.platform === "darwin") return;
  const without = { DISPLAY: "", WAYLAND_DISPLAY: "", PATH: desktop.PATH };
  expect((await machine.run(["report", "--open"], without)).stdout).toBe(`${page}\n`);
});

test("--since says what changed; of the run itself nothing can have", async () => {
  const machine = await machineWithRun(complete());
  const before = new SyntheticJournal("20261121-100000-abcd");
  before.started([cell]).attempt(cell, 10, "pass").ended(90);
  const other = join(machine.root, "before.ndjson");
  await writeFile(other, before.text);
  const { stdout } = await machine.run(["report", "--format", "html", "--since", other]);
  expect(stdout).toContain("Since run 20261121-100000-abcd");
  expect(await machine.run(["report", "--format", "html", "--since", machine.dir])).toMatchObject({
    exit: 2,
  });
});

test("a run killed in the middle of a line gives a true report", async () => {
  const journal = new SyntheticJournal()
    .started([cell, other])
    .cell(10, cell.id, { type: "cell.started" })
    .cell(11, cell.id, { type: "phase.started", phase: "fault" });
  const machine = await machineWithRun(journal);
  await appendFile(machine.journal, '{"v":4,"at":"2026-11-22T10:0');
  const { cells, run } = JSON.parse((await machine.run(["report", "-o", "json"])).stdout);
  expect(run.outcome).toBe("cut");
  expect(cells).toMatchObject([
    { id: cell.id, verdict: "error", reason: 'interrupted in phase "fault"' },
    { id: other.id, verdict: "not run" },
  ]);
});

test("what is no run, and a broken line, are bad input", async () => {
  const machine = await machineWithRun(complete());
  const unknown = await machine.run(["report", "20200101-000000-0000"]);
  expect(unknown.stderr).toMatch(
    /^faultline: no run "20200101-000000-0000" .*the newest is 20261122-100000-abcd\n$/,
  );
  await appendFile(
    machine.journal,
    '{"v":4,"at":"2026-11-22T10:00:00.000Z","run":"x","type":"cell.exploded"}\n',
  );
  const broken = await machine.run(["report"]);
  const lines = complete().events.length + 1;
  expect(broken.stderr).toMatch(new RegExp(`^faultline: .*journal\\.ndjson:${lines}:\\d+: `));
  expect([unknown.exit, broken.exit]).toEqual([2, 2]);
  const empty = await freshMachine();
  expect((await empty.run(["report"])).stderr).toMatch(/^faultline: no run in .* yet/);
});
