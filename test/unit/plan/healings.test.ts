import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { cellsOf } from "../../../harness/plan/cells.ts";
import { loadHealings } from "../../../harness/plan/load-measured.ts";
import { withHealings } from "../../../harness/plan/with-healings.ts";
import { tempFolder } from "../../temp-folder.ts";
import { scenario } from "../judge/synthetic.ts";

const healing = { fix: "insecure-tls", healedMs: 80_000, healthyStartMs: 20_000 };
const place = "synthetic-cert/kind-1.32.5";
const planned = (healings: Parameters<typeof withHealings>[1], it = scenario) =>
  withHealings(
    cellsOf(it, "relapse").map((cell) => ({ scenario: it, cell })),
    healings,
  ).map(({ cell }) => [cell.fix, cell.slowestHealing]);

test("controls are planned with the slowest healing that is recorded of their scenario and platform", () => {
  expect(planned({ [place]: healing })).toEqual([
    ["insecure-tls", undefined],
    ["wrong", healing],
    ["nothing", healing],
  ]);
});

test("of a scenario that nobody has recorded none is known", () => {
  expect(planned({ "synthetic-cert/k3d-1.32.5": healing }).at(-1)).toEqual(["nothing", null]);
});

test("a control of what clears by itself is told of none: it is seen again, or it is not", () => {
  const { persists: _, ...symptom } = scenario.symptom;
  const transient = { ...scenario, symptom: { ...symptom, transient: { clearsWithinSeconds: 60 } } };
  expect(planned({ [place]: healing }, transient)).toEqual([
    ["insecure-tls", undefined],
    ["wrong", undefined],
  ]);
});

test("a longer watch is part of the estimate", () => {
  const [, control] = cellsOf(scenario).map((cell) => ({ scenario, cell }));
  const [told] = withHealings(control ? [control] : [], { [place]: healing });
  expect(told?.cell.estimateSeconds).toBe((control?.cell.estimateSeconds ?? 0) + 140 - 30);
});

test("a folder without the file knows nothing; one that is no such file is named", async () => {
  const dir = tempFolder("healings");
  expect(await loadHealings(dir)).toEqual({});
  await writeFile(join(dir, "healings.json"), '{"a/kind-1": {"fix": "x"}}');
  await expect(loadHealings(dir)).rejects.toThrow(/healings\.json:1:1: is not what `npm run docs` writes/);
});
