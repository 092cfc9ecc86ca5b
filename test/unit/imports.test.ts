import { globSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { expect, it } from "vitest";

const ROOT = resolve(import.meta.dirname, "../..");
const FOLDERS = ["base", "toolchain", "provider", "stacks", "harness", "public", "scenarios", "test"];
const ROOMS =
  "scenario doctor plan journal stand observe judge report diagnose cleanup cell check run watch cli docs".split(
    " ",
  );

/** Where a file stands in the one order of all imports: its top folder, then the room inside harness/ (a file beside them: 0). */
const place = (file: string): number => {
  const [folder = "", room = ""] = file.split("/");
  return (
    FOLDERS.indexOf(folder) * 100 +
    (folder === "harness" && !room.endsWith(".ts") ? ROOMS.indexOf(room) + 1 : 0)
  );
};

const files = globSync(`{${FOLDERS.join(",")}}/**/*.ts`, { cwd: ROOT });
const imports = new Map(files.map((file) => [file, importsOf(file)]));

function importsOf(file: string): string[] {
  const text = readFileSync(join(ROOT, file), "utf8");
  const found = [...text.matchAll(/(?:\bfrom|\bimport\(|^import) ?"(\.[^"]+\.ts)"/gm)];
  return found
    .map(([, path = ""]) => join(dirname(file), path))
    .filter((target) => FOLDERS.includes(target.split("/")[0] ?? ""));
}

/** Files on a way from `file` back to itself. */
function circle(
  file: string,
  way: readonly string[] = [],
  seen = new Set<string>(),
): readonly string[] | undefined {
  for (const next of imports.get(file) ?? []) {
    if (next === way[0] || next === file) return [...way, file];
    if (!seen.has(next)) {
      seen.add(next);
      const found = circle(next, way.length > 0 ? [...way, file] : [file], seen);
      if (found) return found;
    }
  }
  return undefined;
}

it("knows a place for every folder and every room", () => {
  expect(files.length).toBeGreaterThan(400);
  expect(files.filter((file) => place(file) % 100 === 0 && /^harness\/[^/]+\//.test(file))).toEqual([]);
});

it("imports go one way: base <- toolchain <- provider <- stacks <- harness <- scenarios <- test, and so inside harness", () => {
  const back = [...imports].flatMap(([file, targets]) =>
    targets.filter((target) => place(target) > place(file)).map((target) => `${file} imports ${target}`),
  );
  expect(back).toEqual([]);
});

it("nothing imports itself by a detour", () => {
  expect(files.map((file) => circle(file)?.join(" -> ")).filter((found) => found !== undefined)).toEqual([]);
});
