import { expect, test } from "vitest";
import type { Sample } from "../../../harness/journal/events.ts";
import { confusionTable, undeclared } from "../../../harness/judge/confusion.ts";
import type { Scenario, Symptom } from "../../../harness/scenario/types.ts";
import { stalePairs } from "../../stale-pairs.ts";
import { journalOf } from "./journal-of.ts";
import { cellOf, cellSamples, NO_SANS, nodesOk, probed, scenario } from "./synthetic.ts";

const cell = cellOf("wrong");
const LISTED = { kind: "kubectl", args: ["get", "nodes"] } as const;

function other(change: Partial<Symptom>): Scenario {
  return { ...scenario, id: "other", symptom: { ...scenario.symptom, ...change } };
}

/** What the synthetic cell can be read as beside itself, by one other scenario. */
function readBy(
  reader: Scenario,
  samples: readonly Sample[] = cellSamples(false),
  more: Scenario = scenario,
) {
  const table = confusionTable([more, reader], [{ cell, events: journalOf(cell, samples) }]);
  return table.flatMap((row) => row.others.map(({ scenario: id }) => id));
}

test("a cell is read as itself, and as every scenario whose signatures it shows", () => {
  const general = other({ signatures: scenario.symptom.signatures.slice(0, 2) });
  const special = { ...other({ signatures: [{ kind: "log", text: [/no such host/] }] }), id: "special" };
  const events = journalOf(cell, cellSamples(false));
  expect(confusionTable([scenario, general, special], [{ cell, events }])).toEqual([
    {
      scenario: scenario.id,
      cells: 1,
      own: 1,
      others: [{ scenario: "other", cells: 1, alike: null }],
    },
  ]);
});

test("a longer hold and a shorter deadline than what was recorded tell nothing apart", () => {
  expect(readBy(other({ persists: { seconds: 300 } }))).toEqual(["other"]);
  expect(readBy(other({ withinSeconds: 1 }))).toEqual(["other"]);
});

test("nor does a success after the other's judge would have been content", () => {
  const recovered = [...cellSamples(false).filter((sample) => !isLate(sample)), nodesOk(40)];
  expect(readBy(other({ persists: { seconds: 10 } }), recovered)).toEqual(["other"]);
  expect(readBy(other({ persists: { seconds: 30 } }), recovered)).toEqual([]);
});

const isLate = (sample: Sample) => sample.kind === "command" && sample.startedAt > "2026-01-01T00:00:39.000Z";

test("what stays normal tells them apart where it was looked at and failed, not where nobody looked", () => {
  const unseen = other({ staysNormal: [{ kind: "kubectl", args: ["get", "pods"] }] });
  const broken = [...cellSamples(false), probed(30, "kubectl get nodes", 1, "Unauthorized")];
  expect(readBy(unseen)).toEqual(["other"]);
  expect(readBy(other({ staysNormal: [LISTED] }), broken)).toEqual([]);
});

test("a cell is read by what the others would show with its Kubernetes", () => {
  const { signatures } = scenario.symptom;
  const never = [{ kind: "log", text: [/never written/] }] as const;
  const why = "other words";
  expect(readBy(other({ from: { kubernetes: "1.36.0", signatures: never, why } }))).toEqual(["other"]);
  expect(readBy(other({ signatures: never, from: { kubernetes: "1.32.0", signatures, why } }))).toEqual([
    "other",
  ]);
});

test("a sign for which nobody looked is not shown", () => {
  const asked = { kind: "command", on: { kind: "top-pods" }, exit: 1, text: [/no pods/] } as const;
  expect(readBy(other({ signatures: [asked] }))).toEqual([]);
});

test("a sign that was shown before the fault as well is none of it", () => {
  const asked = { kind: "command", on: { kind: "top-pods" }, exit: 1, text: [/is forbidden/] } as const;
  const forbidden = (at: number) => probed(at, "top pods -A", 1, "pods is forbidden");
  const samples = [...cellSamples(false), ...[20, 25, 30, 35].map(forbidden)];
  expect(readBy(other({ signatures: [asked] }), samples)).toEqual(["other"]);
  const broken = samples.findIndex((sample) => sample.kind === "apiservice" && sample.status === "False");
  const allAlong = samples.toSpliced(broken, 0, forbidden(9));
  expect(readBy(other({ signatures: [asked] }), allAlong)).toEqual([]);
});

test("a cell whose symptom was not watched to its end is in no row", () => {
  const events = journalOf(cell, cellSamples(false));
  const cut = events.slice(
    0,
    events.findIndex((event) => event.type === "phase.ended" && event.phase === "fault"),
  );
  expect(confusionTable([scenario], [{ cell, events: cut }])).toEqual([]);
});

test("a pair declared by either is no confusion; one that is told apart although both were seen is stale", () => {
  const alike = [{ scenario: "other", why: "the same words" }];
  const declaring: Scenario = { ...scenario, symptom: { ...scenario.symptom, alike } };
  const watched = (id: string, text: string) => ({
    cell: { ...cell, scenario: id },
    events: journalOf(
      cell,
      cellSamples(false).map((sample) => (sample.kind === "log" ? { ...sample, text } : sample)),
    ),
  });
  const reads = (reader: Scenario) => {
    const table = confusionTable(
      [declaring, reader],
      [watched(scenario.id, NO_SANS), watched("other", "403 Forbidden")],
    );
    return { undeclared: undeclared(table), stale: stalePairs([declaring, reader], table) };
  };
  const same = reads(other({ signatures: scenario.symptom.signatures.slice(0, 2) }));
  expect(same).toEqual({ undeclared: [], stale: [] });
  const apart = reads(other({ signatures: [{ kind: "log", text: [/403 Forbidden/] }] }));
  expect(apart.stale).toEqual([{ scenarios: [scenario.id, "other"], why: "the same words" }]);
});
