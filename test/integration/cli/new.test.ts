import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import { freshMachine } from "./faultline.ts";

// It checks a scenario twice, with the compiler.
vi.setConfig({ testTimeout: 180_000 });

const FILLED = { "quote: .*": "", "FILL IN: ": "Filled in: " };

test("new writes a scenario that lacks nothing but what is to be filled in, and check names that", async () => {
  const machine = await freshMachine();
  const scenarios = join(machine.root, "scenarios");
  const env = { FAULTLINE_SCENARIOS_DIR: scenarios };
  const thread = "kubernetes-sigs/metrics-server#1692";

  const made = await machine.run(["new", thread], env);
  expect(made).toMatchObject({ exit: 0, stderr: "" });
  expect(made.stdout).toMatch(
    /^wrote \S+\/metrics-server-1692\.ts: \d+ places to fill in, and F\d+ in \S+modes\.ts\n/,
  );

  const left = await machine.run(["check", "metrics-server-1692"], env);
  expect(left.exit).toBe(2);
  const lines = left.stderr.trimEnd().split("\n").slice(0, -1);
  expect(lines.filter((line) => !/\.ts:\d+:\d+: FILL IN: \w/.test(line))).toEqual([]);
  expect(lines.filter((line) => line.includes("/modes.ts:"))).toHaveLength(2);

  const planned = await machine.run(["plan", "metrics-server-1692"], env);
  expect(planned).toMatchObject({ exit: 2, stdout: "" });
  expect(planned.stderr).toMatch(/^faultline: \S+metrics-server-1692\.ts:\d+:\d+: FILL IN: \w/);

  for (const name of ["metrics-server-1692.ts", "modes.ts"]) {
    let text = await readFile(join(scenarios, name), "utf8");
    for (const [mark, by] of Object.entries(FILLED)) text = text.replaceAll(new RegExp(mark, "g"), by);
    await writeFile(join(scenarios, name), text);
  }
  const filled = await machine.run(["check", "metrics-server-1692"], env);
  expect({ exit: filled.exit, stderr: filled.stderr }).toEqual({ exit: 0, stderr: "" });
  expect(filled.stdout).toContain("~ spec.replicas: 1 => 0");

  const before = await readFile(join(scenarios, "metrics-server-1692.ts"), "utf8");
  const again = await machine.run(
    ["new", "https://github.com/kubernetes-sigs/metrics-server/issues/1692"],
    env,
  );
  expect(again).toMatchObject({ exit: 2, stdout: "" });
  expect(again.stderr).toContain("is there already and stays as it is; give --id");
  expect(await readFile(join(scenarios, "metrics-server-1692.ts"), "utf8")).toBe(before);

  const second = await machine.run(["new", thread, "--id", "another", "--mode", "F15"], env);
  expect(second.stdout).toMatch(/another\.ts: \d+ places to fill in\n/);
  expect(await readFile(join(scenarios, "another.ts"), "utf8")).toContain('mode: "F15"');
});
