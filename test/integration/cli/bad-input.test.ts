import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { freshMachine } from "./faultline.ts";

test.each<[string[], string]>([
  [["doctr"], "faultline: unknown command 'doctr' (Did you mean doctor?)\n"],
  [["list", "--otput", "json"], "faultline: unknown option '--otput' (Did you mean --output?)\n"],
  [
    ["doctor", "--output", "yaml"],
    "faultline: option '-o, --output <format>' argument 'yaml' is invalid. Allowed choices are text, json.\n",
  ],
  [
    ["run", "--parallel", "none"],
    "faultline: option '--parallel <n>' argument 'none' is invalid. a whole number from 1 to 64 is wanted.\n",
  ],
  [
    ["run", "--plugin", "real"],
    "faultline: option '--plugin <which>' argument 'real' is invalid. Allowed choices are released, stand-in.\n",
  ],
  [
    ["run", "--budget", "none"],
    "faultline: option '--budget <minutes>' argument 'none' is invalid. a whole number from 1 to 1440 is wanted.\n",
  ],
  [
    ["run", "--profile", "quick", "bad-flag-pair"],
    "faultline: --profile quick says itself which cells: leave out bad-flag-pair, or the profile, which cuts nothing that is named\n",
  ],
  [["run", "bad-flag-pare"], 'faultline: no scenario matches "bad-flag-pare"; did you mean bad-flag-pair?\n'],
  [
    ["run", "--at", "metrics-server=1.0.0"],
    "faultline: there is no metrics-server 1.0.0 here; there are 0.7.2, 0.8.0, 0.9.0\n",
  ],
  [
    ["upgrade", "--in-place", "--from", "kubernetes=1.32.5", "--to", "kubernetes=1.34.4"],
    "faultline: --in-place upgrades metrics-server alone, and Kubernetes is 1.32.5 on one side and 1.34.4 on the other: name the same one in --from and --to\n",
  ],
  [
    ["upgrade", "--from", "metrics-server=0.7.2"],
    "faultline: required option '--to <versions>' not specified\n",
  ],
  [
    ["upgrade", "--from", "metrics-server=0.8.0", "--to", "metrics-server=0.8.0"],
    "faultline: --from metrics-server=0.8.0 and --to metrics-server=0.8.0 are the same: name the versions before and after\n",
  ],
  [
    ["upgrade", "--from", "metrics-server=0.7.2", "--to", "metrics-server=0.8.0", "--accept", "x"],
    'faultline: --accept "x" is not <cell>=<yyyy-mm-dd>: <reason>',
  ],
  [["new", "metrics-server"], 'faultline: "metrics-server" is no thread: give owner/repo#number'],
  [["check", "bad-flag-pare"], "faultline: "],
  [["watch", "bad-flag-pare"], "faultline: "],
  [["watch", "nowhere/bad-flag-pair.ts"], "faultline: "],
  [["plan", "tag:nothing"], 'faultline: no scenario matches "tag:nothing"; see faultline list\n'],
  [["repro", "nobody/nothing#1"], "faultline: "],
  [["env", "20200101-000000-0000"], 'faultline: run "20200101-000000-0000" keeps nothing; kept are: none\n'],
])("faultline %j is one clear line, exit code 2, and creates nothing", async (args, message) => {
  const machine = await freshMachine();
  const { exit, stdout, stderr } = await machine.run(args);
  expect(stderr.slice(0, message.endsWith("\n") ? undefined : message.length)).toBe(message);
  expect(stderr.trimEnd().split("\n")).toHaveLength(1);
  expect({ exit, stdout }).toEqual({ exit: 2, stdout: "" });
  expect(await machine.created()).toEqual([]);
});

test("a variable that says what nobody knows is one clear line, exit code 2, and creates nothing", async () => {
  const machine = await freshMachine();
  const env = { FAULTLINE_TOOLCHAIN: "sources" };
  const { exit, stderr } = await machine.run(["plan", "bad-flag-pair"], env);
  expect(stderr).toBe('faultline: FAULTLINE_TOOLCHAIN is "sources": it is source or auto, or not set\n');
  expect(exit).toBe(2);
  expect(await machine.created()).toEqual([]);
});

test("a broken scenario file is named with line and column before anything is created", async () => {
  const machine = await freshMachine();
  const scenarios = join(machine.root, "scenarios");
  await mkdir(scenarios);
  await writeFile(join(scenarios, "broken.ts"), 'export default {\n  id: "broken",\n  mode: 7,\n};\n');
  const answers = await Promise.all(
    ["list", "run"].map((command) => machine.run([command], { FAULTLINE_SCENARIOS_DIR: scenarios })),
  );
  for (const { exit, stderr } of answers) {
    expect(stderr).toContain(`faultline: ${scenarios}/broken.ts:3:9: mode: `);
    expect(stderr).toContain(`\n${scenarios}/broken.ts:1:16: title: `);
    expect(exit).toBe(2);
  }
  expect(await machine.created()).toEqual([]);
});

test("a scenario that is no TypeScript is named with line and column too", async () => {
  const machine = await freshMachine();
  const scenarios = join(machine.root, "scenarios");
  await mkdir(scenarios);
  await writeFile(join(scenarios, "torn.ts"), "export default {\n  id: 'torn',\n  mode: }\n");
  const { exit, stderr } = await machine.run(["list"], { FAULTLINE_SCENARIOS_DIR: scenarios });
  expect(stderr).toMatch(/^faultline: .*torn\.ts:3:9: /);
  expect(exit).toBe(2);
});
