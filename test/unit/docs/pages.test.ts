import { existsSync, globSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";

const ROOT = join(import.meta.dirname, "../../..");
const PAGES = ["*.md", "docs/**/*.md", "scenarios/*.md"].flatMap((glob) => globSync(glob, { cwd: ROOT }));
const read = (page: string) => readFileSync(join(ROOT, page), "utf8");
const code = /```[\s\S]*?```|`[^`\n]*`/g;

test.each(PAGES)("every link of %s leads to a file, and to a heading or anchor in it", (page) => {
  const links = [
    ...read(page)
      .replaceAll(code, "")
      .matchAll(/\]\(([^)\s]+)\)/g),
  ].map(([, link = ""]) => link);
  const broken = links.filter((link) => {
    if (/^[a-z]+:/.test(link)) return false;
    const [path = "", anchor] = link.split("#");
    const target = path ? join(dirname(page), path) : page;
    return (
      !existsSync(join(ROOT, target)) || (anchor !== undefined && !anchors(read(target)).includes(anchor))
    );
  });
  expect(broken).toEqual([]);
});

function anchors(text: string): readonly string[] {
  const headings = [...text.matchAll(/^#+ (.*)$/gm)].map(([, heading = ""]) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\w\- ]/g, "")
      .replaceAll(" ", "-"),
  );
  return [...headings, ...[...text.matchAll(/<a id="([^"]+)">/g)].map(([, id = ""]) => id)];
}

test.each(PAGES)("%s spells a command to type as `npx faultline`", (page) => {
  // What a command printed (console) and its own help (docs/cli.md) say `faultline` for short.
  const text = page === "docs/cli.md" ? "" : read(page).replaceAll(/```console[\s\S]*?```/g, "");
  const typed = [...text.matchAll(/```sh\n([\s\S]*?)```|`([^`\n]+)`/g)];
  const lines = typed.flatMap(([, block, inline]) => (block ?? inline ?? "").split("\n"));
  const other = /^(faultline|npm run faultline --|ci\/faultline) [a-z]/;
  expect(lines.filter((line) => other.test(line))).toEqual([]);
});

test("docs/environment.md has the variables that the code reads, and no others", () => {
  const sources = globSync("{base,toolchain,provider,stacks,harness,scenarios,test/bench}/**/*.ts", {
    cwd: ROOT,
  });
  const named = (text: string) => text.match(/\bFAULTLINE_[A-Z_]+/g) ?? [];
  const inCode = new Set(sources.flatMap((file) => named(read(file))));
  expect([...new Set(named(read("docs/environment.md")))].sort()).toEqual([...inCode].sort());
});

test("the README shows eight rows of the run in docs/matrix.md", () => {
  const rows = read("README.md").match(/^\| F\d+ .*$/gm) ?? [];
  const matrix = read("docs/matrix.md");
  expect(rows).toHaveLength(8);
  expect(rows.filter((row) => !matrix.includes(row))).toEqual([]);
  expect(matrix).toContain(`Run ${/^From run (\S+):$/m.exec(read("README.md"))?.[1]},`);
});
