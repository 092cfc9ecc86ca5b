import { expect, test } from "vitest";
import type { JournalEvent } from "../../../harness/journal/events.ts";
import { NOTHING_SEEN } from "../../../harness/judge/judge-cell.ts";
import { evidenceFiles } from "../../../harness/report/evidence-file.ts";
import { standsOf } from "../../../harness/report/html/stands.ts";
import { matrixFrom } from "../../../harness/report/matrix-from.ts";
import { runOf } from "../../../harness/report/read-run.ts";
import { RunOutline } from "../../../harness/report/run-outline.ts";
import { SyntheticJournal, syntheticCell } from "../../synthetic-journal.ts";

const [red, green] = [syntheticCell("scenario-a", "wrong"), syntheticCell("scenario-b", "right")];
/** Two cells at once, one of them tried again, with what the cluster said of it. */
const { events } = new SyntheticJournal()
  .started([red, green])
  .cell(5, green.id, { type: "cell.started" })
  .phase(green.id, "baseline", 6, 8)
  .attempt(red, 10, "fail")
  .cell(79, red.id, { type: "cell.started", after: green.id }, 2)
  .cell(80, green.id, {
    type: "diff",
    phase: "fault",
    by: "update",
    changes: [{ urn: "urn", resource: "Service", name: "metrics-server", op: "delete", paths: [] }],
  })
  .cell(81, red.id, { type: "evidence", command: "kubectl get events", exit: 0, text: "none" }, 2)
  .phase(red.id, "fault", 82, 90, 2)
  .cell(95, green.id, { type: "cell.ended", verdict: "pass", observed: "heals", ...NOTHING_SEEN })
  .ended(99);

/** Wherever a journal was cut. */
const cut = events.map((_, length) => events.slice(0, length + 1));

test.for(cut)(
  "gathered as it is read, a journal comes to the same rows as when all of it is kept",
  (some) => {
    expect(outlined(some).matrix).toEqual(matrixFrom(some));
  },
);

test.for(cut)("stands and files of evidence are the same of what is kept", (some) => {
  const kept = outlined(some).events;
  expect(standsOf(kept)).toEqual(standsOf(some));
  expect(evidenceFiles(kept)).toEqual(evidenceFiles(some));
});

test("an attempt that has ended leaves two events", () => {
  const kept = outlined(events).events;
  expect(kept.length).toBeLessThan(events.length);
  expect(kept.filter((event) => "cell" in event && event.cell === green.id).map(({ type }) => type)).toEqual([
    "cell.started",
    "cell.ended",
  ]);
});

function outlined(some: readonly JournalEvent[]) {
  const outline = new RunOutline();
  for (const event of some) outline.see(event);
  return runOf(outline.end());
}
