import { expect, test } from "vitest";
import { BINDINGS } from "../../../../harness/diagnose/elsewhere/bindings.ts";
import { scenarioIn } from "../../../../harness/diagnose/elsewhere/scenario-in.ts";
import { diagnose } from "../../../../harness/diagnose/judge/diagnosis.ts";
import type { Seen } from "../../../../harness/diagnose/judge/seen.ts";
import { SCENARIOS } from "../../../../harness/docs/pages.ts";
import { loadCatalog } from "../../../../harness/scenario/load/load.ts";
import type { Scenario } from "../../../../harness/scenario/types.ts";
import { recordedCells } from "../../../recorded-cells.ts";
import { renamedLook } from "../../../renamed-look.ts";

const scenarios = await loadCatalog(SCENARIOS);
/** One recording of each fault. */
const cells = (await recordedCells(scenarios)).filter(
  ({ cell }, index, all) => all.findIndex((other) => other.cell.scenario === cell.scenario) === index,
);
/** Names that mean nothing elsewhere: `after-cordon`, a pod of the stand's own. */
const ONLY_HERE = ["vcluster-cordon"];

function named(documented: readonly Scenario[], seen: Seen): readonly string[] {
  const { findings, passed } = diagnose(documented, seen);
  return [...findings.map(({ reading }) => reading), ...passed].map(({ scenario }) => scenario.id);
}

test("a recorded fault has the same name where every object of its stand is called otherwise", () => {
  const looks = cells.map(({ faultyLook, documented, cell }) => {
    const before = faultyLook();
    const { seen, names } = renamedLook(before);
    const here = documented.map((scenario) => scenarioIn(scenario, names));
    return {
      scenario: cell.scenario,
      before: named(documented, before),
      elsewhere: named(here, seen),
      untold: named(documented, seen),
    };
  });
  const told = looks.filter(({ scenario }) => !ONLY_HERE.includes(scenario));
  expect(told.map(({ scenario, elsewhere }) => [scenario, ...elsewhere])).toEqual(
    told.map(({ scenario, before }) => [scenario, ...before]),
  );
  // With the stand's names alone they are not known there.
  const lost = told
    .filter(({ before, untold }) => `${untold}` !== `${before}`)
    .map(({ scenario }) => scenario);
  expect(lost).toEqual(
    expect.arrayContaining(["hpa-counts-another-pod", "own-node-unknown", "stale-apiservice"]),
  );
  expect(lost.length).toBeGreaterThan(8);
});

test("every name that is a stand's own is in a pattern of the catalog, and no pattern has an address that is none of them", () => {
  const sources = scenarios
    .flatMap(({ symptom }) =>
      [...symptom.signatures, ...(symptom.from?.signatures ?? [])].flatMap((signature) => [
        ...("text" in signature ? signature.text : []),
        ...("message" in signature ? (signature.message ?? []) : []),
      ]),
    )
    .map(({ source }) => source);
  for (const [own] of BINDINGS)
    expect(
      sources.filter((source) => source.includes(own)),
      own,
    ).not.toEqual([]);
  const rest = sources.map((source) => BINDINGS.reduce((text, [own]) => text.replaceAll(own, ""), source));
  expect(
    rest.filter((source) =>
      /(?<!\w)\d+\\\.|kube-system"|metrics-srv|faultline-|-worker|control-plane-/.test(source),
    ),
  ).toEqual([]);
});
