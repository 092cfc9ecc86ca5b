import { describe, expect, test } from "vitest";
import type { PhaseName, Verdict } from "../../../../harness/plan/cell.ts";
import { diffRuns } from "../../../../harness/report/diff/diff-runs.ts";
import { refuseIdle, refuseIncomparable } from "../../../../harness/report/diff/refuse.ts";
import { matrixFrom } from "../../../../harness/report/matrix-from.ts";
import type { Matrix, MatrixCell } from "../../../../harness/report/matrix-schema.ts";
import { SyntheticJournal, syntheticCell } from "../../../synthetic-journal.ts";
import { asRun } from "./stored-run.ts";

const planned = syntheticCell("scenario-a", "right");
const ran = new SyntheticJournal().started([planned]).attempt(planned, 10, "pass").ended(90);
const [healed] = matrixFrom(ran.events).cells as [MatrixCell];
const cell = (more: Partial<MatrixCell>): MatrixCell => ({ ...healed, timeToRecoveryMs: 20_000, ...more });
const other = cell({ id: "scenario-b/kind-1.32.5/right", scenario: "scenario-b" });

type Phase = MatrixCell["phases"][number];

const today = "2026-11-28";
/** As `faultline diff` does. */
const checked = (before: Matrix, after: Matrix, accepted: Parameters<typeof diffRuns>[2] = []) => {
  const found = diffRuns(before, after, accepted, today);
  refuseIncomparable(found);
  refuseIdle(found, accepted);
  return found;
};
const diff = (before: MatrixCell[], after: MatrixCell[], accepted: Parameters<typeof diffRuns>[2] = []) =>
  checked(asRun("before", [...before, other]), asRun("after", [...after, other]), accepted);
const only = (before: Partial<MatrixCell>, after: Partial<MatrixCell>) =>
  diff([cell(before)], [cell(after)]).rows.find(({ cell: id }) => id === healed.id);

/** As a live run writes it: the phase that failed, and what came of the cell. */
const failedIn = (name: PhaseName, verdict: Verdict, reason: string) => {
  const at = healed.phases.findIndex((phase) => phase.name === name);
  const failed = { ...(healed.phases[at] as Phase), outcome: "failed" as const };
  return { verdict, observed: null, reason, phases: healed.phases.slice(0, at + 1).with(at, failed) };
};
const noFault = failedIn("symptom", "fail", "symptom: not seen within 30.0 s");
const noBaseline = failedIn("baseline", "error", "no baseline: not healthy within 240.0 s");
const noStand = failedIn("stand", "error", "the chart was not installed");
const noUpdate = failedIn("fix", "error", "error: update failed: is invalid: spec.args");

test.each([
  ["baseline broken", {}, noBaseline],
  ["fix lost", {}, { observed: "no effect", verdict: "fail" }],
  ["fix lost", {}, { observed: "hides", verdict: "fail" }],
  ["baseline broken", {}, noStand],
  ["fix refused", {}, { observed: "refused", verdict: "fail" }],
  ["fix refused", {}, noUpdate],
  ["fault newly possible", noFault, {}],
  ["slower", {}, { timeToRecoveryMs: 36_000 }],
  ["unchanged", {}, { timeToRecoveryMs: 34_000 }],
  [
    "unchanged",
    {},
    { timeToRecoveryMs: 36_000, platform: { ...healed.platform, upgradedTo: { metricsServer: "0.9.0" } } },
  ],
  ["unchanged", { timeToRecoveryMs: 100_000 }, { timeToRecoveryMs: 120_000 }],
  ["unchanged", { observed: "refused" }, { observed: "no effect" }],
  ["unchanged", { observed: "no effect" }, { observed: "refused" }],
  ["unchanged", noFault, noFault],
  ["fault gone", {}, noFault],
  ["fix gained", { observed: "no effect" }, {}],
  ["not comparable", {}, { verdict: "not run", observed: null, reason: "no image" }],
  ["not comparable", { verdict: "flaky" }, {}],
  ["not comparable", {}, { verdict: "error", observed: null, reason: "interrupted" }],
  ["not comparable", noBaseline, {}],
  ["not comparable", {}, { verdict: "fail", reason: "the symptom did not come again" }],
  ["not comparable", { observed: "no effect" }, { expected: "no effect", verdict: "fail" }],
] satisfies [string, Partial<MatrixCell>, Partial<MatrixCell>][])("%s", (expected, before, after) => {
  expect(only(before, after)?.class).toBe(expected);
});

test("rows stand gravest first, and the sentence names what is lost", () => {
  const gained = cell({ id: "scenario-c/kind-1.32.5/x", scenario: "scenario-c", observed: "no effect" });
  const found = diff([cell({}), gained], [cell(noBaseline), { ...gained, observed: "heals" }]);
  expect(found.rows.map((row) => row.class)).toEqual(["baseline broken", "unchanged", "fix gained"]);
  expect(found).toMatchObject({ recommended: false, unaccepted: [healed.id] });
  expect(found.sentence).toBe(
    "Not recommended: scenario-a/kind-1.32.5/right (baseline broken) is not accepted (3 of 3 cells compared).",
  );
});

test("a loss counts as accepted up to the day that is named", () => {
  const lost = [cell({ observed: "no effect", verdict: "fail" })];
  const accepted = (until: string) => diff([cell({})], lost, [{ cell: healed.id, until, reason: "known" }]);
  expect(accepted(today)).toMatchObject({ recommended: true, unaccepted: [] });
  expect(accepted(today).sentence).toBe(
    "Recommended: nothing is lost but 1 accepted (2 of 2 cells compared).",
  );
  expect(accepted("2026-11-27")).toMatchObject({ recommended: false, unaccepted: [healed.id] });
  expect(accepted("2026-11-27").rows[0]?.note).toContain("it was accepted until 2026-11-27");
});

test("what nobody loses cannot be accepted: it would hide the next loss", () => {
  const idle = { cell: healed.id, until: today, reason: "known" };
  expect(() => diff([cell({})], [cell({})], [idle])).toThrow(/"unchanged", which is no loss; leave it out/);
  expect(() => diff([cell({})], [cell({})], [{ ...idle, cell: "x" }])).toThrow(/neither run has such a cell/);
});

test("what could not be compared is never called safe", () => {
  const found = diff([cell({})], [cell({ verdict: "not run", observed: null })]);
  expect(found).toMatchObject({ recommended: false, unaccepted: [] });
  expect(found.sentence).toBe(
    "No recommendation: nothing is lost in 1 of 2 cells compared; nothing is known of the other 1.",
  );
});

test("a cell of another version of its platform is the same cell, where only one can be meant", () => {
  const platform = { distribution: "kind", version: "1.37.2" };
  const moved = cell({ id: "scenario-a/kind-1.37.2/right", platform, observed: "no effect" });
  expect(diff([cell({})], [moved]).rows[0]).toMatchObject({
    class: "fix lost",
    before: healed.id,
    after: moved.id,
  });
  const third = cell({
    id: "scenario-a/kind-1.36.3/right",
    platform: { distribution: "kind", version: "1.36.3" },
  });
  expect(diff([cell({})], [moved, third]).totals["not comparable"]).toBe(3);
});

test("of two versions of one platform each cell finds its own again when metrics-server is another", () => {
  const on = (version: string, metricsServer?: string) => {
    const platform = { distribution: "vcluster", version, ...(metricsServer && { metricsServer }) };
    const name = metricsServer ? `${version}+metrics-server-${metricsServer}` : version;
    return cell({ id: `scenario-a/vcluster-${name}/right`, platform });
  };
  const found = diff([on("0.20.0"), on("0.36.1")], [on("0.20.0", "0.8.0"), on("0.36.1", "0.8.0")]);
  expect(found.rows.slice(0, 2).map(({ before, after }) => [before, after])).toEqual([
    ["scenario-a/vcluster-0.20.0/right", "scenario-a/vcluster-0.20.0+metrics-server-0.8.0/right"],
    ["scenario-a/vcluster-0.36.1/right", "scenario-a/vcluster-0.36.1+metrics-server-0.8.0/right"],
  ]);
});

describe("a stand-in on one side only", () => {
  const component = (name: string) => ({
    component: name,
    version: "1",
    origin: "source" as const,
    identity: "x",
  });
  const sides = (before: Partial<Matrix["run"]>, after: Partial<Matrix["run"]>) => {
    const lost = [cell({ observed: "no effect" })];
    return checked(asRun("before", [cell({})], before), asRun("after", lost, after));
  };

  test("leaves nothing to compare where the other side had the component itself", () => {
    const toolchain = [component("vcluster-0.36.1")];
    const standIns = ["vcluster-0.36.1 (upstream's program)"];
    expect(() => sides({ toolchain }, { toolchain, standIns })).toThrow(
      "a stand-in on one side only: vcluster",
    );
    expect(() => sides({}, { standIns: ["kubernetes plugin"] })).toThrow("one side only: kubernetes plugin");
  });

  test("leaves nothing to compare either where the version that differs is released on one side and built here on the other", () => {
    const server = (version: string, origin: "source" | "release") => ({
      toolchain: [{ ...component("metrics-server"), version, origin }],
    });
    expect(() => sides(server("0.7.2", "release"), server("0.8.0", "source"))).toThrow(
      "built here on one side only: metrics-server",
    );
    expect(sides(server("0.7.2", "source"), server("0.8.0", "source")).totals).toEqual({ "fix lost": 1 });
  });

  test("tells nothing where the other side did not need it, or had one of another version", () => {
    expect(sides({}, { standIns: ["k3d (k3d itself)"] }).totals).toEqual({ "fix lost": 1 });
    const [old, fresh] = [["vcluster-0.20.0 (x)"], ["vcluster-0.36.1 (x)"]];
    expect(sides({ standIns: old }, { standIns: fresh }).totals).toEqual({ "fix lost": 1 });
  });
});

test("one run against itself is no comparison", () => {
  expect(() => checked(asRun("a", []), asRun("a", []))).toThrow("both sides are run a");
  expect(() => checked(asRun("a", []), asRun("b", []))).toThrow("they have no cells");
});
