import { cpSync, existsSync, globSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { XMLParser } from "fast-xml-parser";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { ciMachine } from "./ci-machine.ts";

const ROOT = resolve(import.meta.dirname, "../../..");
const PROGRAM = join(ROOT, "node_modules/gitlab-ci-local/dist/index.js");
const INSTALLED = { FAULTLINE_CI_INSTALL: "touch installed" };

/** A project that has the package and includes its template; `gitlab` is gitlab-ci-local, which holds a file to GitLab's schema. */
async function project(
  variables: Record<string, string> = INSTALLED,
  runs: Parameters<typeof ciMachine>[0] = {},
) {
  const machine = await ciMachine(runs);
  const { project: folder, execute } = machine;
  for (const file of ["package.json", "ci/gitlab/shards.yml"])
    cpSync(join(ROOT, file), join(folder, "node_modules/faultline", file), { recursive: true });
  cpSync(join(ROOT, "ci/gitlab/faultline.yml"), join(folder, "faultline.yml"));
  // As the last of its lines a file may lack the end.
  writeFileSync(join(folder, "child.yml"), "default:\n  tags: [docker]");
  const own = {
    include: [{ local: "faultline.yml" }],
    variables: { ...variables, FAULTLINE_CI_CHILD: "child.yml" },
  };
  writeFileSync(join(folder, ".gitlab-ci.yml"), JSON.stringify(own));
  writeFileSync(join(folder, ".gitignore"), "*\n!.gitlab-ci.yml\n!*.yml\n");
  const git = ["-c", "user.name=x", "-c", "user.email=x@example.org"];
  await execute("git", ["init", "-q", "-b", "main"]);
  await execute("git", ["remote", "add", "origin", "git@gitlab.com:example/project.git"]);
  await execute("git", ["add", "-A"]);
  await execute("git", [...git, "commit", "-qm", "x"]);
  const gitlab = (...args: readonly string[]) =>
    execute(process.execPath, [PROGRAM, "--force-shell-executor", "--no-color", ...args]);
  return { ...machine, gitlab };
}

/** What a job of a file keeps, by its own `artifacts`, and is there. */
function kept(folder: string, file: string, job: string): readonly string[] {
  const { artifacts } = parse(readFileSync(join(folder, file), "utf8"))[job];
  const { junit = [], annotations = [] } = artifacts.reports ?? {};
  return [artifacts.paths, junit, annotations].flat().flatMap((path: string) => {
    const found = globSync(path, { cwd: folder });
    return found.length > 0 ? found : [`nothing is ${path}`];
  });
}

test("the pipeline plans, and its child runs the shards and merges them", async () => {
  const asked = {
    FAULTLINE_CI_SELECTORS: "kubelet-* !F9",
    FAULTLINE_CI_OPTIONS: "--depth fixes",
    FAULTLINE_CI_RUN_OPTIONS: "--attempts 1",
  };
  const { gitlab, project: folder, env } = await project({ ...INSTALLED, ...asked });
  writeFileSync(join(folder, "kubelet-x"), "");
  expect(await gitlab("faultline:plan")).toMatchObject({ exit: 0 });
  expect(kept(folder, "faultline.yml", "faultline:plan")).toEqual(["faultline-pipeline.yml"]);
  const child = parse(readFileSync(join(folder, "faultline-pipeline.yml"), "utf8"));
  expect(child.default).toEqual({ tags: ["docker"] });
  expect(child[".faultline-shards"].parallel.matrix).toHaveLength(2);

  // GitLab gives a child the variables of its parent, gitlab-ci-local those of the file alone.
  const forwarded = Object.entries({ ...INSTALLED, ...asked }).flatMap(([name, value]) => [
    "--variable",
    `${name}=${value}`,
  ]);
  const { exit, stdout } = await gitlab("--file", "faultline-pipeline.yml", ...forwarded);
  expect(stdout).toContain("6 cells: 6 pass");
  expect(exit).toBe(0);
  const words = "--depth fixes --attempts 1 --shard";
  expect(
    readFileSync(env.FAKE_LOG, "utf8")
      .split("\n")
      .filter((line) => line.startsWith("run "))
      .toSorted(),
  ).toEqual([`run ${words} 1/2 -- kubelet-* !F9 []`, `run ${words} 2/2 -- kubelet-* !F9 []`]);
  expect(kept(folder, "faultline-pipeline.yml", "faultline:shard")).toEqual([
    expect.stringMatching(/^faultline-shards\/\d\/20261122-10000\d-abcd\/journal\.ndjson$/),
    expect.stringMatching(/journal\.ndjson$/),
    expect.stringMatching(/logs$/),
    expect.stringMatching(/logs$/),
  ]);
  const [, junit = "", annotations = ""] = kept(folder, "faultline-pipeline.yml", "faultline:merge");
  const { testsuites } = new XMLParser({ ignoreAttributes: false }).parse(
    readFileSync(join(folder, junit), "utf8"),
  );
  expect(testsuites["@_tests"]).toBe("6");
  const [{ external_link: link }] = JSON.parse(readFileSync(join(folder, annotations), "utf8")).faultline;
  const page = /\/artifacts\/file\/(.*)$/.exec(link.url)?.[1] ?? "";
  expect(existsSync(join(folder, page))).toBe(true);
}, 240_000);

test("the merge's exit code is the job's, whatever the shards ended with", async () => {
  const { gitlab, project: folder, prepared } = await project(INSTALLED, { verdict: "fail" });
  const hidden = { ".faultline-shards": { parallel: { matrix: [{ SHARD: "1/1" }] } } };
  const jobs = parse(readFileSync(join(ROOT, "ci/gitlab/shards.yml"), "utf8"));
  writeFileSync(join(folder, "pipeline.yml"), JSON.stringify({ ...jobs, ...hidden }));
  const merge = async () => {
    const args = ["--file", "pipeline.yml", "faultline:merge", "--variable", "FAULTLINE_CI_INSTALL=true"];
    const { stdout, stderr } = await gitlab(...args);
    return `${stdout}${stderr}`;
  };
  const none = await merge();
  expect(none).toContain("no shard has left a journal");
  expect(none).toMatch(/faultline:merge finished in .* FAIL 3/);
  mkdirSync(join(folder, "faultline-shards"), { recursive: true });
  cpSync(prepared, join(folder, "faultline-shards/1"), { recursive: true });
  expect(await merge()).toMatch(/faultline:merge finished in .* FAIL 1/);
}, 240_000);

test("a shard's script ends before its job's time does, in which its journal is uploaded", () => {
  const shard = parse(readFileSync(join(ROOT, "ci/gitlab/shards.yml"), "utf8"))["faultline:shard"];
  // The runner reads its own as Go does durations, without a blank.
  const minutes = (text: string) => {
    const { h = 0, m = 0 } = /^(?:(?<h>\d+)h)?(?:(?<m>\d+)m)?$/.exec(text)?.groups ?? {};
    return Number(h) * 60 + Number(m);
  };
  const script = minutes(shard.variables.RUNNER_SCRIPT_TIMEOUT);
  expect(script).toBeGreaterThan(0);
  expect(minutes(shard.timeout) - script).toBeGreaterThanOrEqual(15);
});

test("this repository's own pipeline is held to GitLab's schema: a key that does not exist is refused", async () => {
  const { gitlab, execute, project: folder } = await project();
  const template = join(folder, "ci/gitlab/faultline.yml");
  for (const file of [".gitlab-ci.yml", "ci/gitlab/faultline.yml"])
    cpSync(join(ROOT, file), join(folder, file), { recursive: true });
  await execute("git", ["add", "-f", "ci"]);
  const list = async () => {
    const { exit, stdout, stderr } = await gitlab("--list", "--variable", "CI_PIPELINE_SOURCE=web");
    return { exit, said: `${stdout}${stderr}` };
  };
  const whole = await list();
  expect(whole.exit).toBe(0);
  expect(whole.said).toMatch(/^faultline +.*\[faultline:plan\]$/m);
  writeFileSync(template, readFileSync(template, "utf8").replace("strategy: depend", "stratgy: depend"));
  const broken = await list();
  expect(broken.exit).toBe(1);
  expect(broken.said).toContain("stratgy");
}, 120_000);
