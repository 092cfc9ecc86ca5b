import { execFileSync } from "node:child_process";
import { cpSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ciMachine } from "../integration/ci/ci-machine.ts";
import { syntheticCell } from "../synthetic-journal.ts";
import { tempFolder } from "../temp-folder.ts";

/** Runs GitHub's workflows on this machine: github.com/nektos/act. */
const ACT = "github.com/nektos/act@v0.2.89";
const ROOT = resolve(import.meta.dirname, "../..");
/** What the workflow uses of GitHub's own actions; act runs ours in their place, because theirs are on GitHub alone. */
const ACTIONS = {
  "setup-node": "v6",
  cache: "v5",
  "upload-artifact": "v6",
  "download-artifact": "v7",
};

const bin = tempFolder("act", afterAll);
beforeAll(() => {
  // Ten minutes on two processors that are also a live run's, two on quiet ones; the second time Go has it compiled.
  execFileSync("go", ["install", ACT], { env: { ...process.env, GOBIN: bin }, stdio: "ignore" });
}, 900_000);

/** A repository on GitHub that has the workflows; `call` is `act workflow_dispatch` of the matrix with its inputs. */
async function repository(runs: Parameters<typeof ciMachine>[0] = {}) {
  const machine = await ciMachine(runs);
  const { project, root, env, execute } = machine;
  cpSync(join(ROOT, ".github"), join(project, ".github"), { recursive: true });
  // What installs faultline there, and a file that a star would find.
  mkdirSync(join(project, "ci"));
  writeFileSync(join(project, "ci/bootstrap.sh"), 'echo installed >> "$FAKE_LOG"\n');
  writeFileSync(join(project, "kubelet-x"), "");
  await execute("git", ["init", "-q", "-b", "main"]);
  await execute("git", ["add", "-A"]);
  await execute("git", ["-c", "user.name=x", "-c", "user.email=x@example.org", "commit", "-qm", "x"]);
  const artifacts = join(root, "artifacts");
  mkdirSync(artifacts);
  // act says nothing of a job that may fail (continue-on-error), so shards end well here.
  const given = { ...env, ARTIFACTS: artifacts, FAKE_EXIT: "0" };
  const call = (inputs: Record<string, string>) =>
    execute(join(bin, "act"), [
      ...["workflow_dispatch", "-W", ".github/workflows/matrix.yaml", "--strict"],
      ...["-P", "ubuntu-24.04=-self-hosted", "--action-offline-mode"],
      ...Object.entries(ACTIONS).flatMap(([name, version]) => [
        "--local-repository",
        `actions/${name}@${version}=${join(import.meta.dirname, "actions", name)}`,
      ]),
      ...Object.entries(given).flatMap(([name, value]) => (value ? ["--env", `${name}=${value}`] : [])),
      ...Object.entries(inputs).flatMap(([name, value]) => ["--input", `${name}=${value}`]),
    ]);
  return { ...machine, artifacts, call };
}

const asked = { selectors: "kubelet-* !F9", options: "--depth fixes", shards: "2" };

test("this repository's call plans, runs a job a shard and merges what they left", async () => {
  const { call, artifacts, env } = await repository();
  const { exit, stdout } = await call(asked);
  expect(stdout).toContain("Summary - ## faultline: 6 cells: 6 pass");
  expect(exit).toBe(0);
  expect(globSync("faultline/*/{report.html,junit.xml,logs/of-2.log}", { cwd: artifacts })).toHaveLength(3);
  const said = readFileSync(env.FAKE_LOG, "utf8").trim().split("\n").toSorted();
  const key = "faultline-Linux-X64--faultline-";
  expect(said).toEqual([
    ...Array.from({ length: 4 }, () => "installed"),
    ...Array.from({ length: 2 }, () => `restore ${key}`),
    "run --depth fixes --shard 1/2 -- kubelet-* !F9 []",
    "run --depth fixes --shard 2/2 -- kubelet-* !F9 []",
    ...Array.from({ length: 2 }, () => `save ${key}`),
  ]);
}, 300_000);

test("cells that failed make it red, with annotations", async () => {
  const cells = Array.from({ length: 30 }, (_, index) => syntheticCell(`s-${index}`, "one"));
  const { call } = await repository({ cells, verdict: "fail" });
  const { exit, stdout } = await call(asked);
  expect(stdout).toMatch(/Summary - ## faultline: 30 cells: 30 fail/);
  expect(stdout).toMatch(/and 21 more: the summary has them/);
  expect(stdout).toMatch(/merge.*exit status 1/);
  expect(exit).toBe(1);
}, 300_000);

test("a shard whose machine was lost makes it red, and the others are merged", async () => {
  const { call, prepared } = await repository();
  const [lost = ""] = globSync("*-100002-*", { cwd: prepared });
  rmSync(join(prepared, lost), { recursive: true });
  const { exit, stdout } = await call(asked);
  expect(stdout).toContain("shard 2/2 is missing");
  expect(stdout).toMatch(/merge.*exit status 3/);
  expect(exit).toBe(1);
}, 300_000);
