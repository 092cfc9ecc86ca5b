import { expect, test, vi } from "vitest";
import { checkFiles } from "../../../harness/check/check-files.ts";
import { tempFolder } from "../../temp-folder.ts";
import { exampleText, folderOf } from "../scenario/scenario-folder.ts";

// The compiler takes seconds where others are at work.
vi.setConfig({ testTimeout: 60_000 });

const SPEC = '[{ resource: "APIService", path: "spec" }]';
const ALSO = SPEC.replace("]", ', { resource: "Service", path: "spec.ports" }]');

/** The compiler knows no addresses of files. */
const typedText: typeof exampleText = (id, change) => exampleText(id, change).replaceAll("file://", "");

/** Of each file what is wrong with it, as `line:column: message`. */
async function wrong(files: Readonly<Record<string, (text: string) => string>>) {
  const written = Object.entries(files).map(([id, change]) => [`${id}.ts`, typedText(id, change)]);
  const dir = await folderOf(Object.fromEntries(written));
  const { checked, problems } = await checkFiles(dir, []);
  const said = problems.map(({ file, line, column, message }) => [
    file.slice(dir.length + 1, -".ts".length),
    `${line}:${column}: ${message}`,
  ]);
  return { checked, said };
}

test("everything wrong with each of several files is named with its place, and the others are checked all the same", async () => {
  const { checked, said } = await wrong({
    "a-good-one": (text) => text,
    "declares-less": (text) => text.replace(SPEC, SPEC.replace('"spec"', '"spec.caBundle"')),
    "declares-more": (text) => text.replace(SPEC, ALSO),
    "does-not-load": (text) => text.replace('mode: "F15"', 'mode: "F77"'),
    "to-be-filled-in": (text) =>
      text.replace('title: "An example",', 'title: "An example", // FILL IN: one line'),
    "unknown-override": (text) =>
      text.replace("healthyStand()", "healthyStand({ deployment: { replicaz: 2 } })"),
  });
  expect(said).toEqual([
    [
      "declares-less",
      "18:21: fault.allowedChanges: the fault touches more than it declares: update of APIService v1beta1.metrics.k8s.io: spec.service.port",
    ],
    [
      "declares-more",
      "18:64: fault.allowedChanges[1]: the fault does not touch Service spec.ports, which it declares",
    ],
    ["does-not-load", expect.stringContaining("8:9: mode: F77 is not in the catalog of failure modes")],
    ["to-be-filled-in", "9:27: FILL IN: one line"],
    [
      "unknown-override",
      expect.stringMatching(/^14:47: .*'replicaz' does not exist in type 'Partial<MetricsServerDeployment>'/),
    ],
  ]);
  expect(checked.map(({ scenario }) => scenario.id)).not.toContain("does-not-load");
  expect(checked).toHaveLength(5);
});

test("a file is checked by its id or its path, and another's mistake is not in the way", async () => {
  const dir = await folderOf({ "good.ts": typedText("good"), "broken.ts": "export default 7;\n" });
  for (const name of ["good", `${dir}/good.ts`]) {
    const { checked, problems } = await checkFiles(dir, [name]);
    expect([checked.map(({ scenario }) => scenario.id), problems]).toEqual([["good"], []]);
  }
  await expect(checkFiles(dir, ["god"])).rejects.toThrow("has no scenario god; did you mean good?");
});

test("a folder without scenarios is not checked as if all were well", async () => {
  await expect(checkFiles(tempFolder("none"), [])).rejects.toThrow(/holds no scenario/);
});
