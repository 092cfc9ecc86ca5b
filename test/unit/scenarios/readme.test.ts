import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { loadScenarios } from "../../../harness/scenario/load/load.ts";
import { changesBetween } from "../../../harness/stand/changes-between.ts";
import { folderOf, from } from "../scenario/scenario-folder.ts";

test("the example of scenarios/README.md is a scenario that loads, has a control and does what it says", async () => {
  const readme = await readFile("scenarios/README.md", "utf8");
  const example = /```ts\n([\s\S]*?)```/.exec(readme)?.[1] ?? "";
  const text = example.replace(/"\.\.\/([^"]+)"/g, (_, path: string) => `"${from(path)}"`);
  const [loaded] = await loadScenarios(await folderOf({ "scaled-to-zero.ts": text }));
  const scenario = loaded?.scenario;
  const [platform] = scenario?.platforms ?? [];
  if (scenario === undefined || platform === undefined) throw new Error("no scenario");
  expect(scenario.fixes.filter(({ control }) => control).map(({ id }) => id)).toEqual(["restart"]);
  const healthy = scenario.healthy(platform);
  const changes = await changesBetween(healthy, scenario.fault.edit(healthy));
  expect(changes.flatMap(({ resource, paths }) => paths.map(({ path }) => ({ resource, path })))).toEqual(
    scenario.fault.allowedChanges,
  );
});
