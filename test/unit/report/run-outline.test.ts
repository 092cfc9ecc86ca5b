import { expect, test } from "vitest";
import type { JournalEvent } from "../../../harness/journal/events.ts";
import { NOTHING_SEEN } from "../../../harness/judge/judge-cell.ts";
import { diagnosedIn } from "../../../harness/report/diagnosed.ts";
import { evidenceFiles } from "../../../harness/report/evidence-file.ts";
import { standsOf } from "../../../harness/report/html/stands.ts";
import { matrixFrom, matrixOf } from "../../../harness/report/matrix-from.ts";
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
  .cell(82, green.id, {
    type: "diagnosis",
    phase: "symptom",
    verdict: "known",
    reason: "scenario-b is shown",
    findings: [{ code: "scenario-b", alike: [] }],
    ms: 6_000,
    requests: 20,
  })
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

test.for(cut)("stands, files of evidence and diagnoses are the same of what is kept", (some) => {
  const kept = outlined(some).events;
  expect(standsOf(kept)).toEqual(standsOf(some));
  expect(evidenceFiles(kept)).toEqual(evidenceFiles(some));
  expect(diagnosedIn(kept)).toEqual(diagnosedIn(some));
});

test("an attempt that has ended leaves its ends and what was said of its stand", () => {
  const kept = outlined(events).events;
  expect(kept.length).toBeLessThan(events.length);
  expect(kept.filter((event) => "cell" in event && event.cell === green.id).map(({ type }) => type)).toEqual([
    "cell.started",
    "diagnosis",
    "cell.ended",
  ]);
});

function outlined(some: readonly JournalEvent[]) {
  const outline = new RunOutline();
  for (const event of some) outline.see(event);
  const { attempts, events: kept } = outline.end();
  return { matrix: matrixOf(kept, attempts), events: kept };
}
