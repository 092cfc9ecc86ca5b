import { mkdir, readFile, readlink, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { Cell } from "../../../harness/plan/cell.ts";
import { shardsSchema } from "../../../harness/plan/shards/shards-schema.ts";
import { matrixSchema } from "../../../harness/report/matrix-schema.ts";
import { OWN_VERSION } from "../../../harness/version.ts";
import { SyntheticJournal } from "../../synthetic-journal.ts";
import { freshMachine } from "./faultline.ts";
import { shardCells as cells, writeShardRuns } from "./shard-runs.ts";

async function machineWithShards(of: number) {
  const machine = await freshMachine();
  const results = machine.env.FAULTLINE_RESULTS_DIR;
  return { ...machine, dirs: await writeShardRuns(results, of), results };
}

const ASKED = ["bad-flag-pair/timeout-9s", "bad-flag-pair/resolution-15s", "--depth", "fixes"];
const KILLED = "20261122-110000-abcd";

/** The one shard of a real plan was killed when its last cell had ended. */
async function machineOfKilledShard() {
  const machine = await freshMachine();
  const json = async (...more: string[]) =>
    JSON.parse((await machine.run(["plan", ...ASKED, ...more, "-o", "json"])).stdout);
  const [made, { plan }] = await Promise.all([json(), json("--shards", "1")]);
  const planned: Cell[] = made.plan.stands.flatMap((stand: { cells: Cell[] }) => stand.cells);
  const journal = new SyntheticJournal(KILLED).started(planned);
  for (const [place, cell] of planned.entries()) journal.attempt(cell, 10 + 70 * place, "pass");
  const options = { fresh: false, profile: "default", depth: "fixes", force: false, attempts: 2 };
  const says = { options, faultline: OWN_VERSION, shard: { index: 1, of: 1, plan } };
  const events = journal.events.map((event) =>
    event.type === "run.started" ? { ...event, ...says } : event,
  );
  const results = machine.env.FAULTLINE_RESULTS_DIR;
  await mkdir(join(results, KILLED), { recursive: true });
  const text = events.map((event) => `${JSON.stringify(event)}\n`).join("");
  await writeFile(join(results, KILLED, "journal.ndjson"), text);
  return { ...machine, results };
}

test("shards merge into a run of its own, named by folder, journal or id, with what the workers said", async () => {
  const { dirs, results, ...machine } = await machineWithShards(3);
  const [first = "", second = "", third = ""] = dirs;
  const { exit, stdout, stderr } = await machine.run([
    "merge",
    third,
    join(first, "journal.ndjson"),
    "20261122-100002-abcd",
    second,
  ]);
  expect({ exit, stderr }).toEqual({ exit: 0, stderr: "" });
  expect(stdout).toContain("6 cells: 6 pass");
  const merged = join(results, await readlink(join(results, "latest")));
  const matrix = matrixSchema.parse(JSON.parse(await readFile(join(merged, "matrix.json"), "utf8")));
  expect(matrix.run.copiedFrom).toEqual([
    "20261122-100001-abcd",
    "20261122-100002-abcd",
    "20261122-100003-abcd",
  ]);
  expect(matrix.cells.map(({ id }) => id)).toEqual(cells.map(({ id }) => id));
  expect(await readFile(join(merged, "logs", "of-3.log"), "utf8")).toBe("said");
  // It has everything that it is made of.
  for (const dir of dirs) await rm(dir, { recursive: true });
  const report = await machine.run(["report", merged, "-o", "json"]);
  expect(report.exit).toBe(0);
  expect(matrixSchema.parse(JSON.parse(report.stdout))).toEqual(matrix);
}, 120_000);

test("a shard killed in a line and one that is missing end the merge with 3, and results/latest stays", async () => {
  const { dirs, results, ...machine } = await machineWithShards(3);
  const [first = "", second = ""] = dirs;
  const path = join(second, "journal.ndjson");
  const text = await readFile(path, "utf8");
  await writeFile(path, text.slice(0, text.indexOf('"type":"cell.ended"') + 9));
  const { exit, stdout } = await machine.run(["merge", first, second]);
  expect(exit).toBe(3);
  expect(stdout).toContain("not begun when the journal of shard 2/3 ends");
  expect(stdout).toContain("shard 3/3 is missing: no journal of it was merged");
  await expect(readlink(join(results, "latest"))).rejects.toThrow();
}, 120_000);

test("a shard that was cut before its plan, or wrote nothing, is left out and missing; by itself it is bad input", async () => {
  const { dirs, results, ...machine } = await machineWithShards(3);
  const [first = "", second = "", third = ""] = dirs;
  const [begun, empty] = [join(second, "journal.ndjson"), join(third, "journal.ndjson")];
  const text = await readFile(begun, "utf8");
  await writeFile(begun, text.slice(0, text.indexOf("\n") + 30));
  await writeFile(empty, "");
  const { exit, stdout, stderr } = await machine.run(["merge", empty, begun, first]);
  expect(stderr).toBe(
    `${[empty, begun].map((path) => `faultline: ${path} is left out: it was cut before its plan`).join("\n")}\n`,
  );
  expect(stdout).toContain("shard 2/3 is missing: no journal of it was merged");
  expect(stdout).toContain("shard 3/3 is missing: no journal of it was merged");
  expect(exit).toBe(3);
  const alone = await machine.run(["merge", begun, empty]);
  expect(alone.stderr).toBe(
    `faultline: ${begun}, ${empty}: cut before a plan was in it; name a journal that has one\n`,
  );
  expect(alone.exit).toBe(2);
}, 120_000);

test("a journal that is no shard's is bad input, and nothing is written", async () => {
  const { dirs, results, ...machine } = await machineWithShards(2);
  const [first = ""] = dirs;
  const whole = join(results, "20261122-120000-abcd");
  await mkdir(whole);
  await writeFile(join(whole, "journal.ndjson"), new SyntheticJournal().started(cells).ended(9).text);
  const { exit, stderr } = await machine.run(["merge", first, whole]);
  expect(stderr).toMatch(/^faultline: .* is no shard's journal: faultline run --shard i\/n makes one\n$/);
  expect(exit).toBe(2);
}, 120_000);

test("a killed shard is gone on with by --resume-cut, and the Job that plan prints asks for that", async () => {
  const { results, env, ...machine } = await machineOfKilledShard();
  const { exit, stdout, stderr } = await machine.run(["run", ...ASKED, "--shard", "1/1", "--resume-cut"]);
  expect({ exit, stderr }).toEqual({ exit: 0, stderr: "" });
  expect(stdout).toMatch(/^\d+ cells: (\d+) pass/m);
  const next = await readlink(join(results, "latest"));
  const matrix = matrixSchema.parse(JSON.parse(await readFile(join(results, next, "matrix.json"), "utf8")));
  expect(matrix.run).toMatchObject({ outcome: "complete", copiedFrom: [KILLED] });
  // As a shell has them of a volume: the killed run, the one that went on with it, and that again as `latest`.
  const merged = await machine.run(["merge", ...[KILLED, next, "latest"].map((run) => join(results, run))]);
  expect({ exit: merged.exit, stderr: merged.stderr }).toEqual({ exit: 0, stderr: "" });
  expect(merged.stdout).toContain(`with cells of ${next}`);
  const job = ["plan", ...ASKED, "--shards", "1", "-o", "job", "--image", "ours:7", "--claim", "theirs"];
  const printed = await machine.run(job);
  expect(printed.stdout).toContain(
    "exec faultline run --shard $((JOB_COMPLETION_INDEX + 1))/1 --resume-cut --parallel 1 '--depth' 'fixes' 'bad-flag-pair/timeout-9s'",
  );
  expect(printed.stdout).toContain("image: ours:7");
  expect(printed.stdout).toContain("claimName: theirs");
}, 120_000);

test("what is of a shard or of a Job is refused elsewhere", async () => {
  const machine = await freshMachine();
  const [whole, text] = await Promise.all([
    machine.run(["run", "bad-flag-pair", "--resume-cut"]),
    machine.run(["plan", "bad-flag-pair", "--shards", "2", "--image", "ours:7"]),
  ]);
  expect(whole.stderr).toBe(
    "faultline: --resume-cut is of a shard: say --shard <i/n> too, or --resume <run>\n",
  );
  expect(text.stderr).toBe("faultline: --image and --claim are of a Kubernetes Job: say -o job too\n");
  expect([whole.exit, text.exit]).toEqual([2, 2]);
  expect(await machine.created()).toEqual([]);
}, 120_000);

test("plan --shards prints the same division in every form, and run refuses a shard that it has not", async () => {
  const machine = await freshMachine();
  const plan = (...more: string[]) => machine.run(["plan", "tag:tls", "--shards", "2", ...more]);
  const [text, json, github, none, engine] = await Promise.all([
    plan(),
    plan("-o", "json"),
    plan("-o", "github"),
    machine.run(["run", "--shard", "9/9", "bad-flag-pair/timeout-9s"]),
    machine.run(["plan", "-o", "github"]),
  ]);
  const shards = shardsSchema.parse(JSON.parse(json.stdout));
  expect(text.stdout).toContain(`plan ${shards.plan}`);
  const { include } = JSON.parse(github.stdout) as { include: { shard: string; cells: number }[] };
  expect(include.map(({ shard, cells: many }) => `${shard} ${many}`)).toEqual(
    shards.shards.map(({ shard, stands }) => `${shard} ${stands.flatMap((stand) => stand.cells).length}`),
  );
  expect(none.stderr).toBe("faultline: there is no shard 9/9: the plan is enough for 1; divide it by that\n");
  expect(engine.stderr).toBe("faultline: -o github is of a plan in shards: say --shards <n> too\n");
  expect([none.exit, engine.exit]).toEqual([2, 2]);
  expect(await machine.created()).toEqual([]);
}, 120_000);
