import { expect, test } from "vitest";
import { attributionOf } from "../../bench/attribution.ts";
import { attributionLines } from "../../bench/attribution-lines.ts";
import { SyntheticJournal, syntheticCell } from "../../synthetic-journal.ts";

const heals = syntheticCell("scenario-a", "right");
const control = syntheticCell("scenario-a", "wrong", { expected: "no effect" });

/** Each cell has six phases of ten seconds; a second of kubectl in its symptom, and two of Pulumi in its fault. */
function journal(): SyntheticJournal {
  const it = new SyntheticJournal().started([heals, control]);
  it.attempt(heals, 20, "pass", 1, undefined, { timeToSymptomMs: 14_000, timeToRecoveryMs: 16_000 });
  it.attempt(control, 80, "pass", 1, undefined, { timeToSymptomMs: 12_000 });
  for (const { id } of [heals, control]) {
    it.cell(60, id, { type: "cost", phase: "symptom", cpuMs: { kubectl: 1_000, worker: 100 } });
    it.cell(50, id, { type: "cost", phase: "fault", cpuMs: { pulumi: 2_000 } });
  }
  return it;
}

const looks: readonly (readonly [at: number, all: number, node: number])[] = [
  [10, 0, 0],
  [20, 5_000, 0],
  [30, 25_000, 15_000],
  [90, 65_000, 33_000],
  [140, 100_000, 40_000],
];

function measured(): ReturnType<typeof attributionOf> {
  const it = journal();
  for (const [at, allMs, node] of looks) {
    const containersMs = {
      ...(node > 0 && { "faultline-abcd-1-control-plane": node }),
      "faultline-ffff-1-control-plane": at,
    };
    const cpu = { allMs, commandMs: at * 10, engineMs: at * 20, containersMs };
    it.add(at, { type: "machine", load: 1, usedMb: 1, cpu });
  }
  it.ended(140);
  const events = it.events.map((event) =>
    event.type === "cell.started" ? { ...event, cluster: "faultline-abcd-1" } : event,
  );
  return attributionOf(events);
}

test("the nodes' time is that of making them while their stand comes up, and each program has its own", () => {
  const { parts, cpuMs } = measured();
  // The second cell's stand phase is on the same cluster: 9 of the 18 s between the looks at 30 and 90 s, a sixth of a minute of them.
  expect(parts).toMatchObject({ kubectl: 2_000, pulumi: 4_000, worker: 200, command: 1_400, engine: 2_800 });
  expect((parts["nodes in the making"] ?? 0) + (parts["nodes standing"] ?? 0)).toBe(40_000);
  expect(parts["nodes in the making"]).toBeCloseTo(15_000 + 18_000 / 6, -1);
  expect(cpuMs).toBe(100_000);
  expect(Object.values(parts).reduce((sum, ms) => sum + ms, 0)).toBeCloseTo(100_000, 3);
});

test("phases and clusters have their cells' time and cost; another run's nodes are nobody's", () => {
  const { phases, clusters } = measured();
  expect(phases.symptom?.wallMs).toBe(20_000);
  expect(phases.symptom?.cpuMs).toMatchObject({ kubectl: 2_000, worker: 200 });
  expect(Object.keys(clusters)).toEqual(["faultline-abcd-1"]);
  expect(clusters["faultline-abcd-1"]).toMatchObject({ wallMs: 120_000, cells: [heals.id, control.id] });
});

test("what a cell waits for is told apart: until the symptom shows, for as long as it must last, and while a control is watched", () => {
  expect(measured().waits).toEqual({
    clusters: 20_000,
    changes: 40_000,
    health: 20_000,
    // The fault's own ten seconds are before the phase in which the symptom is waited for.
    symptom: 6_000,
    "symptom held": 14_000,
    healing: 6_000,
    "healing held": 4_000,
    control: 10_000,
    relapse: 0,
  });
});

test("how busy the processors were is told by the minute", () => {
  const { busy } = measured();
  expect(busy.map((share) => share.toFixed(3))).toEqual(["0.406", "0.350"]);
});

test("people read it as tables, the costliest part first", () => {
  const lines = attributionLines(measured());
  expect(lines[0]).toMatch(
    /^run \S+: 140 s of wall, 1 s of them until the toolchain was there; 100 CPU s on 2 processors$/,
  );
  expect(lines.findIndex((line) => line.startsWith("other"))).toBeLessThan(
    lines.findIndex((line) => line.startsWith("pulumi")),
  );
  expect(lines.join("\n")).toMatch(/symptom held +14 +12 % +the symptom goes on/);
  expect(lines.at(-1)).toMatch(
    /^processors busy: \d+ % until the last two minutes; less than 90 % in 1 of 1 minutes$/,
  );
});
