import { expect, test } from "vitest";
import {
  chainsOf,
  DRILLS,
  exitsOf,
  isAlone,
  isOfPlugin,
  MISHAPS,
  nameOf,
  POINTS,
  roundsOf,
} from "../../drill/drills.ts";
import { isGood } from "../../drill/round.ts";
import { rowText, summary } from "../../drill/table.ts";

test("every signal strikes everybody in every phase where there is such a process, and every mishap is there", () => {
  const names = DRILLS.map(nameOf);
  expect(new Set(names).size).toBe(names.length);
  expect(names.length).toBeGreaterThanOrEqual(60);
  for (const at of POINTS)
    for (const signal of ["SIGINT", "SIGTERM", "SIGKILL"]) expect(names).toContain(`${signal} cli in ${at}`);
  for (const what of MISHAPS) expect(names).toContain(`${what} in symptom`);
});

test("every drill says how the struck run may end", () => {
  for (const drill of DRILLS) expect(exitsOf(drill).length).toBeGreaterThan(0);
  const [killed, stopped] = ["SIGKILL cli in fault", "SIGINT cli in fault"].map((name) =>
    DRILLS.filter((drill) => nameOf(drill) === name).flatMap(exitsOf),
  );
  expect([killed, stopped]).toEqual([[null], [130]]);
});

test("rounds have every drill once; what strikes more than one run is alone", () => {
  const rounds = roundsOf(DRILLS, 4);
  expect(rounds.flat().map(nameOf).toSorted()).toEqual(DRILLS.map(nameOf).toSorted());
  for (const round of rounds) {
    expect(round.length).toBeLessThanOrEqual(round.some(isAlone) ? 1 : 4);
    expect(new Set(round.map(({ at }) => at)).size).toBe(1);
  }
});

test("chains have every round once, and no run asks for another plugin on its way", () => {
  const rounds = roundsOf(DRILLS, 4);
  const chains = chainsOf(rounds, 3);
  expect(chains.flat().length).toBe(rounds.length);
  for (const chain of chains) {
    expect(chain.length).toBeLessThanOrEqual(3);
    expect(new Set(chain.flat().map(isOfPlugin)).size).toBe(1);
    expect(new Set(chain.flat().map(isAlone)).size).toBe(1);
    if (chain.flat().some(({ kind }) => kind === "mishap")) expect(chain.flat()).toHaveLength(1);
  }
});

test("a leak, another matrix, a resume that fails and a drill that could not strike are not good", () => {
  const row = {
    drill: "SIGKILL cli in fault",
    struckAfterMs: 41_000,
    exit: null,
    removed: ["container a"],
    leaks: [],
    resumed: { exit: 0, isEqual: true },
    error: null,
  };
  const bad = [
    { ...row, leaks: ["mount: b"] },
    { ...row, resumed: { exit: 0, isEqual: false } },
    { ...row, resumed: { exit: 3, isEqual: true } },
    { ...row, resumed: null, error: "phase fault was over" },
  ];
  expect([row, ...bad].map(isGood)).toEqual([true, false, false, false, false]);
  expect(rowText(row)).toMatch(
    /^ok .*SIGKILL cli in fault +41\.0 s +ended killed +1 pruned +0 leaked +matrix as unbroken$/,
  );
  expect(rowText(bad[0] ?? row)).toContain("\n  leaked mount: b");
  expect(summary([row, ...bad])).toBe(
    "5 drills: 1 good, 1 leaks, 3 gone on with to the matrix of an unbroken run",
  );
});
