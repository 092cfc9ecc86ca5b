import { execFileSync } from "node:child_process";
import { cpSync, globSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";

/** `npm pack` runs this: dist/ is what the package has, built, because Node strips no types below node_modules. */
const ROOT = resolve(import.meta.dirname, "..");
const DIST = join(ROOT, "dist");
/** What code reads beside itself: sources for Go, lock file, files of images, style sheets. */
const FOLDERS = ["harness", "provider", "scenarios", "stacks", "toolchain"];

rmSync(DIST, { recursive: true, force: true });
execFileSync(
  process.execPath,
  [join(ROOT, "node_modules/typescript/bin/tsc"), "-p", "tsconfig.package.json"],
  {
    cwd: ROOT,
    stdio: "inherit",
  },
);
for (const file of FOLDERS.flatMap((folder) =>
  globSync(`${folder}/**`, { cwd: ROOT, withFileTypes: true }),
)) {
  const path = join(file.parentPath, file.name);
  if (file.isFile() && !/\.ts$|README\.md$/.test(file.name))
    cpSync(path, join(DIST, path.slice(ROOT.length)));
}
// The compiler leaves endings in declarations as they are, and there is no other TypeScript here.
for (const name of globSync("**/*.d.ts", { cwd: DIST })) {
  const file = join(DIST, name);
  const text = readFileSync(file, "utf8");
  writeFileSync(file, text.replaceAll(/((?:from |import\()"\.[^"]*)\.ts"/g, '$1.js"'));
}
// What faultline's version is read from is beside dist/; a second package.json in it would be taken for another package's.
for (const useless of ["package.json", ...globSync("scenarios/*.d.ts", { cwd: DIST })])
  rmSync(join(DIST, useless), { force: true });
