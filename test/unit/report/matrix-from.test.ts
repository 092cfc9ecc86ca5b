import { expect, test } from "vitest";
import { matrixFrom } from "../../../harness/report/matrix-from.ts";
import { matrixSchema } from "../../../harness/report/matrix-schema.ts";
import { SyntheticJournal, syntheticCell } from "../../synthetic-journal.ts";

const a = syntheticCell("scenario-a", "right");
const b = syntheticCell("scenario-a", "wrong", { expected: "no effect" });
const c = syntheticCell("scenario-b", "right");
const verdicts = (journal: SyntheticJournal) =>
  Object.fromEntries(
    matrixFrom(journal.events).cells.map(({ id, verdict, reason }) => [id, { verdict, reason }]),
  );

test("a complete run: the recorded verdicts, counted, in the published form", () => {
  const journal = new SyntheticJournal()
    .started([a, b], [{ cell: c, reason: "no node image" }])
    .attempt(a, 10, "pass")
    .attempt(b, 80, "fail", 1, 'expected "no effect", saw "heals"')
    .ended(200);
  const matrix = matrixFrom(journal.events);
  expect(() => matrixSchema.parse(matrix)).not.toThrow();
  expect(matrix.totals).toEqual({ pass: 1, fail: 1, flaky: 0, error: 0, notRun: 1 });
  expect(matrix.cells.map(({ verdict, reason }) => [verdict, reason])).toEqual([
    ["pass", undefined],
    ["fail", 'expected "no effect", saw "heals"'],
    ["not run", "no node image"],
  ]);
  expect(matrix.run).toMatchObject({ id: journal.run, outcome: "complete", standIns: ["kubernetes plugin"] });
  expect(matrix.cells[0]?.versions).toEqual({
    kubernetes: "1.32.5",
    metricsServer: "0.7.2",
    kubectl: "1.32.5",
  });
  expect(matrix.cells[0]?.phases).toHaveLength(6);
});

test("what a cell is about and what was seen stand in the journal", () => {
  const about = { mode: "F14", title: "Two flags that clash", metricsServer: "0.8.0" };
  const cell = syntheticCell("scenario-a", "right", about);
  const text = {
    observable: "top nodes",
    vantage: "control-plane",
    text: "no metrics",
    firstMs: 90,
    count: 3,
  };
  const signature = { signature: "top nodes fails", where: "control-plane", text: "no metrics" };
  const journal = new SyntheticJournal()
    .started([cell])
    .attempt(cell, 10, "pass", 1, undefined, {
      timeToSymptomMs: 3_000,
      timeToRecoveryMs: 20_100,
      signatures: [{ ...signature, at: 7 }],
      textsSeen: [text],
    })
    .ended(90);
  const [row] = matrixFrom(journal.events).cells;
  expect(row).toMatchObject({
    mode: "F14",
    title: "Two flags that clash",
    timeToSymptomMs: 3_000,
    timeToRecoveryMs: 20_100,
    textsSeen: [text],
    versions: { metricsServer: "0.8.0" },
  });
  expect(row?.symptom).toEqual([signature]);
});

test("rows stand in the catalog's order, whatever the order of the run", () => {
  const own = (fix: string, index: number) => syntheticCell("scenario", fix, { index });
  const [zebra, apple, late] = [own("zebra", 0), own("apple", 1), own("late", 2)];
  const other = syntheticCell("scenario-60s", "only", { index: 0 });
  const journal = new SyntheticJournal().started([other, apple, zebra], [{ cell: late, reason: "no image" }]);
  expect(matrixFrom(journal.events).cells.map(({ scenario, fix }) => [scenario, fix])).toEqual([
    ["scenario", "zebra"],
    ["scenario", "apple"],
    ["scenario", "late"],
    ["scenario-60s", "only"],
  ]);
});

test("a journal cut by kill -9: what had begun is an error naming the phase, what had not is not run", () => {
  const journal = new SyntheticJournal()
    .started([a, b])
    .cell(10, a.id, { type: "cell.started" })
    .phase(a.id, "stand", 10, 20)
    .cell(20, a.id, { type: "phase.started", phase: "baseline" });
  expect(verdicts(journal)).toEqual({
    [a.id]: { verdict: "error", reason: 'interrupted in phase "baseline"' },
    [b.id]: { verdict: "not run", reason: "not begun when the journal ends" },
  });
  const { run, cells } = matrixFrom(journal.events);
  expect(run).toMatchObject({ outcome: "cut", endedAt: null });
  expect(cells[0]?.phases.at(-1)).toMatchObject({ name: "baseline", endedAt: null, outcome: "interrupted" });
});

test("the journal of every prefix of a run gives a matrix of the published form", () => {
  const journal = new SyntheticJournal()
    .started([a, b])
    .attempt(a, 10, "pass")
    .attempt(b, 80, "pass")
    .ended(200);
  for (let length = 0; length <= journal.events.length; length++) {
    const matrix = matrixFrom(journal.events.slice(0, length));
    expect(matrixSchema.safeParse(matrix).error).toBeUndefined();
    expect(matrix.totals.pass).toBeLessThanOrEqual(2);
  }
});

test("attempts that differ are flaky, however the last one ended", () => {
  const journal = new SyntheticJournal()
    .started([a])
    .attempt(a, 10, "fail", 1, "not healthy within 30 s")
    .attempt(a, 80, "pass", 2)
    .ended(200);
  expect(verdicts(journal)[a.id]).toEqual({
    verdict: "flaky",
    reason: "attempts differ: fail (nothing observed), pass (heals)",
  });
  expect(matrixFrom(journal.events).cells[0]?.attempts).toBe(2);
});

test("an attempt that was cut says nothing of a cell that another has seen to its end", () => {
  const journal = new SyntheticJournal()
    .started([a])
    .attempt(a, 10, "pass")
    .cell(80, a.id, { type: "cell.started" }, 2)
    .ended(100, "interrupted");
  expect(verdicts(journal)[a.id]).toEqual({ verdict: "pass" });
  expect(matrixFrom(journal.events).cells[0]?.tries?.map(({ verdict }) => verdict)).toEqual([
    "pass",
    "error",
  ]);
});

test("two failures alike are a failure", () => {
  const journal = new SyntheticJournal()
    .started([a])
    .attempt(a, 10, "fail", 1, "x")
    .attempt(a, 80, "fail", 2, "y")
    .ended(200);
  expect(verdicts(journal)[a.id]).toEqual({ verdict: "fail", reason: "y" });
});

test("an interrupted run says so of what it did not get to", () => {
  const journal = new SyntheticJournal().started([a, b]).attempt(a, 10, "pass").ended(100, "interrupted");
  expect(verdicts(journal)[b.id]).toEqual({
    verdict: "not run",
    reason: "the run was interrupted before its turn",
  });
});

const OF_OTHERS = ["1.34.4", "1.37.2"]
  .flatMap((version) => [`kubectl-${version}`, `node-image-${version}`])
  .concat("metrics-server-0.9.0");

test("a cell of another Kubernetes says its own versions, and not those of the others in the run", () => {
  const [cell, newest] = ["1.34.4", "1.37.2"].map((version) =>
    syntheticCell("scenario-a", "right", {
      id: `scenario-a/kind-${version}/right`,
      platform: { distribution: "kind", version },
    }),
  );
  if (!cell || !newest) throw new Error("no cells");
  const { events } = new SyntheticJournal().started([a, cell, newest]).ended(90);
  const toolchain = events.map((event) =>
    event.type === "run.toolchain"
      ? {
          ...event,
          components: [
            ...event.components,
            ...["etcd-3.5.16", "kind-0.27.0", "kind-0.33.0", ...OF_OTHERS].map((component) => ({
              component: ["etcd-3.5.16", "kind-0.27.0"].includes(component)
                ? component.replace(/-.*/, "")
                : component,
              version: component.split("-").at(-1) ?? "",
              origin: "source" as const,
              identity: "x",
            })),
          ],
        }
      : event,
  );
  const versions = matrixFrom(toolchain).cells.map((row) => row.versions);
  expect(versions[0]).toMatchObject({ kubernetes: "1.32.5", kubectl: "1.32.5", etcd: "3.5.16" });
  expect(versions[1]).toEqual({
    ...{ kubernetes: "1.34.4", kubectl: "1.34.4", nodeImage: "1.34.4", etcd: "3.6.5" },
    ...{ kind: "0.27.0", metricsServer: "0.7.2" },
  });
  expect(versions[2]).toMatchObject({ kubectl: "1.37.2", etcd: "3.7.0", kind: "0.33.0" });
});
