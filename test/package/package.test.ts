import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { delimiter, dirname, join, resolve } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { secretFilter } from "../../base/text/secrets.ts";
import type { CellOrder } from "../../harness/cell/messages.ts";
import type { CellEntry } from "../../harness/journal/events.ts";
import { openWorkerLog } from "../../harness/run/worker-log.ts";
import { tempFolder } from "../temp-folder.ts";

const ROOT = resolve(import.meta.dirname, "../..");
const BIN = join(ROOT, "node_modules/.bin");
const execute = promisify(execFile);

const root = tempFolder("package", afterAll);
const project = join(root, "theirs");
const installed = join(project, "node_modules/faultline");
const env = {
  ...process.env,
  PATH: `${dirname(process.execPath)}${delimiter}${process.env.PATH}`,
  FAULTLINE_STATE_DIR: join(root, "state"),
  FAULTLINE_CACHE_DIR: join(root, "cache"),
};
let tarball: string;

/** What a command of the project's ends with and prints. */
async function faultline(...args: readonly string[]) {
  const run = execute("npx", ["--no-install", "faultline", ...args], { cwd: project, env });
  return run.then(
    ({ stdout, stderr }) => ({ exit: 0, stdout, stderr }),
    ({ code, stdout, stderr }) => ({ exit: code as number, stdout: String(stdout), stderr: String(stderr) }),
  );
}

beforeAll(async () => {
  await mkdir(project);
  const packed = await execute("npm", ["pack", "--json", "--pack-destination", root], { cwd: ROOT, env });
  const [{ filename }] = JSON.parse(packed.stdout.slice(packed.stdout.indexOf("[")));
  tarball = join(root, filename);
  const manifest = { name: "theirs", private: true, type: "module" };
  await writeFile(join(project, "package.json"), JSON.stringify(manifest));
  const quiet = ["--prefer-offline", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"];
  await execute("npm", ["install", ...quiet, tarball], { cwd: project, env });
});

test("publint and are-the-types-wrong find nothing in the tarball", async () => {
  const lint = await execute(join(BIN, "publint"), ["run", tarball, "--strict"], { env });
  expect(lint.stdout).toContain("All good!");
  // It ends with 1 where there is a problem that the profile does not leave out.
  const types = await execute(join(BIN, "attw"), [tarball, "--profile", "esm-only"], { env });
  for (const entry of ["faultline", "faultline/edits", "faultline/healthy", "faultline/words"])
    expect(types.stdout).toContain(`"${entry}"`);
});

test("the rest of GitLab's template is where the template looks for it", async () => {
  const template = await readFile(join(ROOT, "ci/gitlab/faultline.yml"), "utf8");
  const [, expression = ""] = /node -p '(.*)'\)/.exec(template) ?? [];
  const { stdout } = await execute("node", ["-p", expression], { cwd: project, env });
  expect(existsSync(join(stdout.trim(), "ci/gitlab/shards.yml"))).toBe(true);
});

test("an empty project writes a scenario of its own, and its commands know no other", async () => {
  expect(await faultline("init")).toMatchObject({ exit: 0, stderr: "" });
  expect(await readFile(join(project, "faultline.config.ts"), "utf8")).toContain('from "faultline"');
  expect((await faultline("list")).stderr).toContain("`faultline new <thread>` writes one");

  const made = await faultline("new", "kubernetes-sigs/metrics-server#1692");
  expect(made).toMatchObject({ exit: 0, stderr: "" });
  for (const name of ["metrics-server-1692.ts", "modes.ts"]) {
    const file = join(project, "scenarios", name);
    await writeFile(file, (await readFile(file, "utf8")).replaceAll("FILL IN", "Filled in"));
  }
  const checked = await faultline("check", "metrics-server-1692");
  expect({ exit: checked.exit, stderr: checked.stderr }).toEqual({ exit: 0, stderr: "" });
  expect(checked.stdout).toContain("~ spec.replicas: 1 => 0");

  const listed = await faultline("list");
  expect(listed.stdout.trimEnd().split("\n")).toHaveLength(2);
  expect(listed.stdout).toContain("metrics-server-1692");
  const planned = await faultline("plan");
  expect(planned.exit).toBe(0);
  expect(planned.stdout).toContain("metrics-server-1692/kind-1.32.5/as-claimed");
  expect(planned.stdout).toContain("metrics-server-1692/kind-1.32.5/nothing");
});

test("types come with the package: a misspelt override is named at its place", async () => {
  const file = join(project, "scenarios/metrics-server-1692.ts");
  const text = await readFile(file, "utf8");
  await writeFile(file, text.replace("healthyStand()", "healthyStand({ deployment: { replicaz: 2 } })"));
  const { exit, stderr } = await faultline("check", "metrics-server-1692");
  expect(exit).toBe(2);
  expect(stderr).toMatch(/metrics-server-1692\.ts:\d+:47: .*'replicaz' does not exist in type/);
  // The process that loads it for `watch` says the same, and nothing is made for it.
  expect(await faultline("watch", "metrics-server-1692", "--once")).toEqual({ exit: 2, stdout: "", stderr });
  await writeFile(file, text);
});

test("the configuration is checked against its schema, and a mistake in it is named with line and column", async () => {
  const file = join(project, "faultline.config.ts");
  const text = await readFile(file, "utf8");
  await writeFile(file, text.replace("results:", "result:"));
  const { exit, stderr } = await faultline("list");
  expect({ exit, stderr }).toEqual({ exit: 2, stderr: `faultline: ${file}:7:3: result: unknown key\n` });
  await writeFile(file, text);
});

test("what is built from source has its sources in the package, and files that nodes get their mode", async () => {
  for (const path of ["lock.yaml", "go/kind/go.mod", "go/kubernetes/go.mod", "images/k3s-stand-in/bin/k3s"]) {
    const there = existsSync(join(ROOT, "toolchain", path));
    expect([path, existsSync(join(installed, "dist/toolchain", path))]).toEqual([path, there]);
  }
});

test("a plugin of the package starts from what was built and answers", async () => {
  const main = join(installed, "dist/provider/faultline/main.js");
  const child = spawn(process.execPath, [main, "127.0.0.1:1"], { env, stdio: ["ignore", "pipe", "inherit"] });
  const [port] = (await once(child.stdout, "data")) as [Buffer];
  expect(String(port)).toMatch(/^\d+\s*$/);
  child.kill("SIGKILL");
});

test("a worker of the package starts from what was built and loads the project's TypeScript", async () => {
  const { forkWorker } = (await import(
    join(installed, "dist/harness/run/worker-process.js")
  )) as typeof import("../../harness/run/worker-process.ts");
  const entries: CellEntry[] = [];
  const run = forkWorker(env, (each) => openWorkerLog(root, each, secretFilter({})));
  const hooks = { onStart: async () => {}, onEntry: (entry: CellEntry) => entries.push(entry) };
  await run(order(), hooks, new AbortController().signal);
  expect(entries).toEqual([
    expect.objectContaining({ verdict: "error", reason: expect.stringContaining("/nowhere/pulumi") }),
  ]);
});

/** A cell of the project's scenario, on a machine that has no Pulumi. */
function order(): CellOrder {
  const cell = { id: "x", scenario: "metrics-server-1692", fix: "as-claimed" };
  return {
    cell: { ...cell, platform: { distribution: "kind", version: "1.32.5" } } as CellOrder["cell"],
    attempt: 1,
    scenarios: join(project, "scenarios"),
    standName: "faultline-test-1",
    workDir: root,
    ownPlugins: [],
    pulumiHome: root,
    tools: { pulumi: "/nowhere/pulumi", kubectl: "/nowhere/kubectl" },
    nodeImage: "none",
    last: true,
  };
}
