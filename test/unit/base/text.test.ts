import { spawnSync } from "node:child_process";
import { expect, it } from "vitest";
import { columns } from "../../../base/text/columns.ts";
import { firstLine } from "../../../base/text/first-line.ts";
import { shellQuote } from "../../../base/text/shell-quote.ts";

it("columns are as wide as their widest text, and no line ends in blanks", () => {
  expect(
    columns([
      ["a", "long title", ""],
      ["longer", "b", "c"],
    ]),
  ).toEqual(["a       long title", "longer  b           c"]);
  expect(columns([])).toEqual([]);
});

it("a quoted word reaches a program as it was", () => {
  const word = 'it\'s $HOME; "x" `y` \\ \n';
  const { stdout } = spawnSync("sh", ["-c", `printf %s ${shellQuote(word)}`], { encoding: "utf8" });
  expect(stdout).toBe(word);
});

it("the first line is the first that says something", () => {
  expect(firstLine("\n  \nerror: no\nmore")).toBe("error: no");
  expect(firstLine("")).toBe("");
});
