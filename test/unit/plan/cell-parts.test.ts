import { expect, test } from "vitest";
import { cellParts } from "../../../harness/plan/cell-parts.ts";
import { cellsOf } from "../../../harness/plan/cells.ts";
import type { Platform } from "../../../harness/scenario/types.ts";
import { scenario } from "../judge/synthetic.ts";

const older: Platform = { distribution: "kind", version: "1.31.0", fidelity: "reported" };
const twice = { ...scenario, platforms: [...scenario.platforms, older] };

test("every cell of a scenario finds its own platform and fix again", () => {
  const found = cellsOf(twice, "fixes").map((cell) => cellParts(twice, cell));
  const all = twice.platforms.flatMap((platform) => twice.fixes.map((fix) => ({ platform, fix })));
  expect(found).toEqual(all);
});

test("a cell that its scenario has not is named, with the remedy", () => {
  const platform = { distribution: "kind", version: "1.30.0" };
  expect(() => cellParts(twice, { platform, fix: "wrong" })).toThrow(
    "scenario synthetic-cert has no cell kind-1.30.0/wrong; plan the run anew",
  );
});
