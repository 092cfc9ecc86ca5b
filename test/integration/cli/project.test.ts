import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { exampleText } from "../../unit/scenario/scenario-folder.ts";
import { freshMachine } from "./faultline.ts";

test("a project has scenarios of its own, wherever in it a command is called, and its configuration is checked", async () => {
  const machine = await freshMachine();
  const project = join(machine.root, "theirs");
  const below = join(project, "scenarios");
  await mkdir(project);
  const run = (cwd: string, ...args: readonly string[]) => machine.run(args, {}, [], cwd);

  await writeFile(join(project, "package.json"), '{ "type": "commonjs" }');
  const refused = await run(project, "init");
  expect(refused).toMatchObject({ exit: 2, stdout: "" });
  expect(refused.stderr).toContain("`npm pkg set type=module`, then again");

  await writeFile(join(project, "package.json"), '{ "type": "module" }');
  expect(await run(project, "init")).toMatchObject({ exit: 0, stderr: "" });
  expect((await run(project, "init")).stderr).toContain("is there already and stays as it is");

  await writeFile(join(below, "theirs.ts"), exampleText("theirs"));
  const listed = await run(below, "list");
  expect(listed.stdout.split("\n").map((line) => line.split(" ")[0])).toEqual(["SCENARIO", "theirs", ""]);

  const file = join(project, "faultline.config.ts");
  const text = await readFile(file, "utf8");
  await writeFile(file, text.replace("results:", "result:"));
  expect(await run(below, "list")).toEqual({
    exit: 2,
    stdout: "",
    stderr: `faultline: ${file}:7:3: result: unknown key\n`,
  });
  expect(await machine.created()).toEqual([]);
});
