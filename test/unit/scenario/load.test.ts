import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { InvalidScenarios } from "../../../harness/scenario/errors.ts";
import { loadScenario, loadScenarios } from "../../../harness/scenario/load/load.ts";
import { exampleText, folderOf } from "./scenario-folder.ts";

describe("loadScenarios", () => {
  test("gives every <id>.ts of the folder, ordered by id", async () => {
    const texts = { "b.ts": exampleText("b"), "a-60s.ts": exampleText("a-60s"), "a.ts": exampleText("a") };
    const dir = await folderOf({ ...texts, "notes.md": "" });
    const loaded = await loadScenarios(dir);
    expect(loaded.map(({ scenario, file }) => [scenario.id, file])).toEqual([
      ["a", join(dir, "a.ts")],
      ["a-60s", join(dir, "a-60s.ts")],
      ["b", join(dir, "b.ts")],
    ]);
  });

  test("takes a failure mode that the folder's own modes.ts names", async () => {
    const dir = await folderOf({
      "a.ts": exampleText("a", (text) => text.replace('mode: "F15"', 'mode: "F77"')),
      "modes.ts": 'export const modes = { F77: { title: "Ours", meaning: "What only we have." } };\n',
    });
    expect((await loadScenarios(dir)).map(({ scenario }) => scenario.mode)).toEqual(["F77"]);
  });

  test("names the line of a modes.ts that cannot be read", async () => {
    const dir = await folderOf({
      "a.ts": exampleText("a"),
      "modes.ts": "export const modes = {\n  F77: }\n",
    });
    await expect(loadScenarios(dir)).rejects.toMatchObject({
      problems: [{ file: join(dir, "modes.ts"), line: 2 }],
    });
  });

  test("names the line of a part that its platform's stand does not have", async () => {
    const text = exampleText("a", (whole) =>
      whole.replace(
        "healthyStand()",
        '({ ...healthyStand({ cluster: { distribution: "k3d" } }), policyEngine: true })',
      ),
    );
    const dir = await folderOf({ "a.ts": text });
    await expect(loadScenarios(dir)).rejects.toMatchObject({
      problems: [{ line: 14, message: expect.stringContaining("a k3d stand has no policyEngine") }],
    });
  });

  test("says so when the folder is missing or empty", async () => {
    await expect(loadScenarios("/nonexistent")).rejects.toMatchObject({ code: "SCENARIO_NONE", exit: 2 });
    await expect(loadScenarios(await folderOf({ "README.md": "" }))).rejects.toMatchObject({
      code: "SCENARIO_NONE",
    });
  });

  test("tells of every broken file at once", async () => {
    const wrong = (text: string) =>
      text.replace("withinSeconds: 30,\n    persists", "withinSeconds: 0,\n    persists");
    const dir = await folderOf({ "a.ts": exampleText("a", wrong), "b.ts": exampleText("b", wrong) });
    const error = await loadScenarios(dir).catch((caught: InvalidScenarios) => caught);
    expect((error as InvalidScenarios).problems.map(({ file, line }) => [file, line])).toEqual([
      [join(dir, "a.ts"), 23],
      [join(dir, "b.ts"), 23],
    ]);
  });
});

describe("loadScenario", () => {
  test("gives one, whatever is wrong with the others", async () => {
    const dir = await folderOf({ "a.ts": exampleText("a"), "b.ts": "export default 7;\n" });
    expect(await loadScenario(dir, "a")).toMatchObject({ id: "a" });
    await expect(loadScenario(dir, "b")).rejects.toThrow(`${dir}/b.ts:1:16: Invalid input`);
  });

  test("names the file that is not there", async () => {
    const dir = await folderOf({ "a.ts": exampleText("a") });
    await expect(loadScenario(dir, "b")).rejects.toThrow(`${dir}/b.ts`);
  });
});
