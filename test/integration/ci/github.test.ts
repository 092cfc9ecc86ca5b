import { cpSync, existsSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { syntheticCell } from "../../synthetic-journal.ts";
import { ciMachine } from "./ci-machine.ts";

const WORKFLOW = resolve(import.meta.dirname, "../../../.github/workflows/faultline.yaml");

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly env?: Record<string, string>;
  readonly with?: Record<string, string>;
}
interface Workflow {
  readonly on: { readonly workflow_call: { readonly inputs: Record<string, { readonly default: unknown }> } };
  readonly env: Record<string, string>;
  readonly jobs: Record<"plan" | "shards" | "merge", { readonly steps: readonly Step[] }>;
}
const workflow = parse(readFileSync(WORKFLOW, "utf8")) as Workflow;

/** A value of the workflow's with the expressions that it may have. */
function evaluated(text: string, contexts: Record<string, string>): string {
  return text.replaceAll(/\$\{\{ (.*?) \}\}/g, (_, name: string) => {
    const value = contexts[name];
    if (value === undefined) throw new Error(`the test knows no ${name}`);
    return value;
  });
}

/** Does what GitHub does with the workflow: its scripts in bash, one after the other, and artifacts as its actions take them. */
async function github(inputs: Record<string, string>, runs: Parameters<typeof ciMachine>[0] = {}) {
  const machine = await ciMachine(runs);
  const { project } = machine;
  const declared = Object.entries(workflow.on.workflow_call.inputs);
  const contexts: Record<string, string> = Object.fromEntries(
    declared.map(([name, { default: value }]) => [`inputs.${name}`, inputs[name] ?? String(value)]),
  );
  const all = Object.entries(workflow.env).map(([name, value]) => [name, evaluated(value, contexts)]);
  const output = join(machine.root, "output");
  const summary = join(machine.root, "summary.md");

  async function job(name: keyof Workflow["jobs"], more: Record<string, string> = {}) {
    let last = { exit: 0 as number | null, stdout: "", stderr: "" };
    for (const step of workflow.jobs[name].steps.filter(({ run }) => run !== undefined)) {
      const own = Object.entries(step.env ?? {}).map(([key, value]) => [
        key,
        evaluated(value, { ...contexts, ...more }),
      ]);
      const github = { GITHUB_ACTIONS: "true", GITHUB_OUTPUT: output, GITHUB_STEP_SUMMARY: summary };
      const env = { ...Object.fromEntries([...all, ...own]), ...github };
      last = await machine.execute(
        "bash",
        ["--noprofile", "--norc", "-eo", "pipefail", "-c", step.run ?? ""],
        env,
      );
      if (last.exit !== 0) return last;
    }
    return last;
  }

  /** What the job's upload has, in a folder as download-artifact makes one of it: below what is common to its paths. */
  function upload(name: keyof Workflow["jobs"], to: string) {
    const step = workflow.jobs[name].steps.find(({ uses }) => uses?.startsWith("actions/upload-artifact@"));
    for (const path of (step?.with?.path ?? "").trim().split("\n"))
      for (const found of globSync(path, { cwd: project }))
        cpSync(join(project, found), join(to, relative("faultline-results", found)), { recursive: true });
  }
  return { ...machine, job, upload, output, summary };
}

const INSTALLED = { install: "touch installed" };

test("plan's matrix, a run a shard and their merge are one run, whatever stars find in the folder", async () => {
  const asked = {
    selectors: "kubelet-*\n!F9",
    options: "--depth fixes",
    "run-options": "--attempts 1",
  };
  const { job, upload, project, output, summary, env, root } = await github({ ...INSTALLED, ...asked });
  writeFileSync(join(project, "kubelet-x"), "");
  expect(await job("plan")).toMatchObject({ exit: 0, stderr: "" });
  expect(existsSync(join(project, "installed"))).toBe(true);
  const matrix = JSON.parse(/^matrix=(.*)\n$/.exec(readFileSync(output, "utf8"))?.[1] ?? "");
  expect(matrix.include.map(({ shard }: { shard: string }) => shard)).toEqual(["1/2", "2/2"]);

  for (const [index, { shard }] of matrix.include.entries()) {
    expect(await job("shards", { "matrix.shard": shard })).toMatchObject({ exit: 6, stderr: "" });
    upload("shards", join(root, "uploaded", `faultline-shard-${index}`));
    // The next shard is on another machine.
    rmSync(join(project, "faultline-results"), { recursive: true });
  }
  const words = "--depth fixes --attempts 1 --shard";
  expect(
    readFileSync(env.FAKE_LOG, "utf8")
      .split("\n")
      .filter((line) => line.startsWith("run ")),
  ).toEqual([`run ${words} 1/2 -- kubelet-* !F9 []`, `run ${words} 2/2 -- kubelet-* !F9 []`]);
  expect(existsSync(summary)).toBe(false);

  // The merge's job is on a machine of its own.
  const merging = await github(INSTALLED);
  cpSync(join(root, "uploaded"), join(merging.project, "faultline-shards"), { recursive: true });
  const merged = await merging.job("merge");
  expect(merged).toMatchObject({ exit: 0, stderr: "" });
  expect(merged.stdout).toContain("6 cells: 6 pass");
  expect(readFileSync(merging.summary, "utf8")).toContain("## faultline: 6 cells: 6 pass");
  merging.upload("merge", join(merging.root, "artifact"));
  expect(
    globSync("*/{report.html,junit.xml,logs/of-2.log}", { cwd: join(merging.root, "artifact") }),
  ).toHaveLength(3);
}, 240_000);

test("what failed ends the merge with 1, in ten annotations and a summary that GitHub takes", async () => {
  const cells = Array.from({ length: 30 }, (_, index) => syntheticCell(`s-${index}`, "one"));
  const { job, project, prepared, summary } = await github(INSTALLED, { cells, verdict: "fail" });
  cpSync(prepared, join(project, "faultline-shards", "with a blank"), { recursive: true });
  const { exit, stdout } = await job("merge");
  expect(exit).toBe(1);
  expect(stdout.split("\n").filter((line) => line.startsWith("::error "))).toHaveLength(10);
  expect(stdout).toContain("::error title=faultline::and 21 more: the summary has them");
  expect(Buffer.byteLength(readFileSync(summary))).toBeLessThanOrEqual(1_048_576);
}, 120_000);

test("a merge to which no shard has come ends with 3, and so does one that lacks a shard", async () => {
  const { job, project, prepared } = await github(INSTALLED);
  const none = await job("merge");
  expect(none.exit).toBe(3);
  expect(none.stdout).toBe(
    "::error title=faultline::no shard has left a journal: the logs of the shards say why\n",
  );
  const [first = ""] = globSync("*-100001-*", { cwd: prepared });
  mkdirSync(join(project, "faultline-shards"), { recursive: true });
  cpSync(join(prepared, first), join(project, "faultline-shards", first), { recursive: true });
  const { exit, stdout } = await job("merge");
  expect(exit).toBe(3);
  expect(stdout).toContain("shard 2/2 is missing");
}, 120_000);

test("what a caller says is words of faultline's, and no command", async () => {
  const { job, project } = await github({
    ...INSTALLED,
    selectors: '$(touch said); `touch said` "; touch said',
  });
  const { exit, stderr } = await job("plan");
  expect(exit).toBe(2);
  expect(stderr).toMatch(/^faultline: no scenario matches "\$\(touch"/);
  expect(existsSync(join(project, "said"))).toBe(false);
}, 60_000);
