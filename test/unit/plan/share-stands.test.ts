import { expect, test } from "vitest";
import type { Cell } from "../../../harness/plan/cell.ts";
import { bundles } from "../../../harness/plan/share-stands.ts";

const cells = (scenario: string, ...estimates: number[]): Cell[] =>
  estimates.map((estimateSeconds, index) => ({
    id: `${scenario}/kind-1.32.5/${index}`,
    scenario,
    threads: [],
    platform: { distribution: "kind", version: "1.32.5" },
    fidelity: "same mechanism",
    fix: String(index),
    claim: "heals",
    expected: "heals",
    stand: "kind-1.32.5/same",
    estimateSeconds,
  }));

const scenariosOf = (made: readonly (readonly Cell[])[]) =>
  made.map((bundle) => bundle.map(({ scenario }) => scenario).join(" "));

test("scenarios that begin alike fill as many clusters as are wanted, none of them split", () => {
  const all = [...cells("a", 100, 100), ...cells("b", 90), ...cells("c", 50, 50), ...cells("d", 40)];
  expect(scenariosOf(bundles(all, 2))).toEqual(["a a", "c c b d"]);
});

test("with fewer scenarios than clusters wanted each has its own cluster", () => {
  expect(scenariosOf(bundles([...cells("a", 10), ...cells("b", 10)], 6))).toEqual(["a", "b"]);
});

test("what restarts API servers or kubelets comes last on a shared cluster", () => {
  const restarts = cells("a", 100, 100).map((cell) => ({ ...cell, changesNodes: true as const }));
  expect(scenariosOf(bundles([...restarts, ...cells("b", 90), ...cells("c", 50)], 1))).toEqual(["b c a a"]);
});
