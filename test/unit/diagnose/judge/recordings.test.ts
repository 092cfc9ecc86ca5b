import { expect, test } from "vitest";
import { type Diagnosis, diagnose } from "../../../../harness/diagnose/judge/diagnosis.ts";
import { SCENARIOS } from "../../../../harness/docs/pages.ts";
import { alikePairs } from "../../../../harness/judge/confusion.ts";
import { loadCatalog } from "../../../../harness/scenario/load/load.ts";
import { recordedCells } from "../../../recorded-cells.ts";

const scenarios = await loadCatalog(SCENARIOS);
const cells = await recordedCells(scenarios);

/** Codes in the order of the findings, twins together; what passed by itself is named as well. */
function named({ findings, passed }: Diagnosis): readonly (readonly string[])[] {
  const groups = findings.map(({ reading, alike }) => [reading, ...alike.map((each) => each.reading)]);
  const all = passed.length > 0 ? [...groups, passed] : groups;
  return all.map((group) => group.map(({ scenario }) => scenario.id));
}

const twinsOf = (id: string) =>
  alikePairs(scenarios).flatMap(({ scenarios: pair }) => (pair.includes(id) ? pair : []));

/** A look would go on here, where a recording ends: its pod has not been there for long enough to tell. */
const goesOn = ({ verdict, lookAgainAt, open }: Diagnosis, id: string) =>
  verdict === "cannot tell" && lookAgainAt !== null && open.some(({ scenario }) => scenario.id === id);

test("of the recorded faults each is named first, with the twin that nothing tells from it, or wants a longer look than was recorded", () => {
  const looks = cells.map((each) => {
    const diagnosis = diagnose(each.documented, each.faultyLook());
    return { each, names: named(diagnosis), isLater: goesOn(diagnosis, each.cell.scenario) };
  });
  const later = looks.filter(({ isLater }) => isLater);
  const told = looks.filter(({ isLater }) => !isLater);
  const alone = told.filter(({ each, names }) => names[0]?.[0] === each.cell.scenario);
  const missed = told.filter(({ each, names }) => !names[0]?.includes(each.cell.scenario));
  const figures = `${looks.length} recorded faults: ${alone.length} named first, ${told.length - missed.length - alone.length} as the twin of what is, ${later.length} to be looked at for longer`;
  process.stdout.write(`${figures}\n`);
  expect(missed.map(({ each }) => each.file)).toEqual([]);
  expect(later.length / looks.length, figures).toBeLessThan(0.06);
});

test("a healthy cluster has no finding, before any fault and after the fix", () => {
  const before = cells.map(({ file, documented, healthyLook }) => ({
    file,
    diagnosis: diagnose(documented, healthyLook("baseline")),
  }));
  expect(before.filter(({ diagnosis }) => diagnosis.verdict !== "healthy").map(({ file }) => file)).toEqual(
    [],
  );
  const after = cells
    .filter(({ cell, phase }) => cell.expected === "heals" && phase("recovery")?.endedAt)
    .map(({ file, documented, healthyLook }) => ({
      file,
      diagnosis: diagnose(documented, healthyLook("recovery")),
    }));
  expect(after.length).toBeGreaterThan(80);
  expect(after.filter(({ diagnosis }) => diagnosis.findings.length > 0).map(({ file }) => file)).toEqual([]);
});

test("a fault that the catalog does not have is no other one: it is unknown, or it cannot be told", () => {
  const guesses = cells.flatMap((each) => {
    const hidden = [each.cell.scenario, ...twinsOf(each.cell.scenario)];
    const rest = each.documented.filter(({ id }) => !hidden.includes(id));
    const { verdict, findings } = diagnose(rest, each.faultyLook());
    return verdict === "known" ? [`${each.file}: ${findings.map(({ reading }) => reading.scenario.id)}`] : [];
  });
  // Its machine was so busy that the kubelet did kill metrics-server, for which that is the right name.
  expect(guesses).toEqual([
    "kubelet-serving-csr-pending/insecure-tls-and-internal-ip.ndjson.gz: liveness-threshold-one",
  ]);
});
