import type { CellJudgement, JournalEvent } from "../journal/events.ts";
import { eventsOfCell } from "../journal/events-of-cell.ts";
import type { Cell } from "../plan/cell.ts";
import { cellParts } from "../plan/cell-parts.ts";
import { expectedOn } from "../scenario/expectation.ts";
import { scenarioOn } from "../scenario/scenario-on.ts";
import type { Scenario } from "../scenario/types.ts";
import { baselineProgress } from "./baseline.ts";
import {
  beyondDeclared,
  type Case,
  ended,
  notShown,
  type Said,
  servedBefore,
  symptomBounds,
} from "./case.ts";
import { phasesOf } from "./cell-phases.ts";
import { fixProgress } from "./fix.ts";
import type { FixSeen } from "./fix-outcome.ts";
import { judgeRelapse } from "./judge-relapse.ts";
import { judgeUndo } from "./judge-undo.ts";
import { symptomProgress } from "./symptom.ts";
import { textsSeen } from "./texts-seen.ts";
import { unreachable } from "./unreachable.ts";
import { viewOfEvents } from "./view.ts";
import { watchedMs } from "./watch.ts";

/** An attempt of which nothing was seen. */
export const NOTHING_SEEN: Said = {
  signatures: [],
  textsSeen: [],
  timeToSymptomMs: null,
  timeToRecoveryMs: null,
  healthyStartMs: null,
};

/**
 * The verdict of a cell that has gone through its phases, from what was seen: no baseline is `error`; no documented symptom,
 * or a fix that does other than expected, is `fail`.
 */
export function judgeCell(scenario: Scenario, cell: Cell, events: readonly JournalEvent[]): CellJudgement {
  const own = eventsOfCell(events, cell.id);
  const phases = phasesOf(own);
  const the: Case = {
    scenario: scenarioOn(scenario, cell.platform),
    cell,
    own,
    said: NOTHING_SEEN,
    phase: (name) => phases.find((phase) => phase.name === name),
  };
  return judgeUndo(the, judgeBaseline(the));
}

function judgeBaseline(the: Case): CellJudgement {
  const baseline = the.phase("baseline");
  if (!baseline?.endedAt) return noBaseline(the, the.phase("stand")?.message ?? "not reached");
  const withinMs = baseline.endedAt - baseline.startedAt;
  const bounds = { from: baseline.startedAt, withinMs, symptom: the.scenario.symptom };
  const view = viewOfEvents(the.own, baseline.endedAt);
  const seen = baselineProgress(view, bounds);
  if (seen.state !== "done") return noBaseline(the, seen.state === "failed" ? seen.reason : seen.note);
  const stoodAt = the.phase("stand")?.endedAt ?? baseline.startedAt;
  const healthyStartMs = Math.max(0, seen.result.since - stoodAt);
  const isFirst = after(the) === undefined;
  const said = { ...the.said, healthyStartMs: isFirst ? healthyStartMs : null };
  return judgeSymptom({ ...the, said, healthyStartMs });
}

/** Named is the cell that had the cluster before, as it may have left something behind. */
function noBaseline(the: Case, why: string): CellJudgement {
  return ended(the, "error", null, `no baseline: ${why}${servedBefore(after(the))}`);
}

function after({ own }: Case): string | undefined {
  return own.find((event) => event.type === "cell.started")?.after;
}

function judgeSymptom(the: Case): CellJudgement {
  const fault = the.phase("fault");
  const symptom = the.phase("symptom");
  if (!fault?.endedAt || fault.outcome !== "ok")
    return ended(the, "error", null, `the fault could not be put in: ${fault?.message ?? "not reached"}`);
  const beyond = beyondDeclared(the, "fault", the.scenario.fault.allowedChanges);
  if (beyond) return ended(the, "error", null, beyond);
  if (!symptom?.endedAt) return ended(the, "error", null, "the symptom was not watched to its end");
  const view = viewOfEvents(the.own, symptom.endedAt);
  const seen = symptomProgress(the.scenario.symptom, view, symptomBounds(the, fault));
  const said = { ...the.said, textsSeen: textsSeen(view, fault.startedAt) };
  const gone = unreachable(view);
  if (gone) return ended({ ...the, said }, "error", null, `no API server answered: ${gone}`);
  if (seen.state !== "done") {
    const { verdict, why } = notShown(seen);
    return ended({ ...the, said }, verdict, null, `symptom: ${why}`);
  }
  const { at, signatures } = seen.result;
  return judgeFix(
    { ...the, said: { ...said, signatures, timeToSymptomMs: at - fault.startedAt } },
    fault.startedAt,
  );
}

function judgeFix(the: Case, faultAt: number): CellJudgement {
  const { fix, platform } = cellParts(the.scenario, the.cell);
  const change = the.phase("fix");
  if (!change?.endedAt) return ended(the, "error", null, "the fix was not put in");
  const later = fix.afterwards?.allowedChanges ?? [];
  const ofTwo = fix.afterwards !== undefined;
  const beyond = beyondDeclared(the, "fix", [...fix.allowedChanges, ...later], { ofTwo });
  if (beyond) return ended(the, "error", null, beyond);
  if (change.outcome === "failed") {
    const reason = change.message ?? "";
    const { refusal } = expectedOn(fix, platform);
    if (refusal && reason.search(refusal) < 0)
      return ended(the, "error", null, `the change failed, but not with ${refusal}: ${reason}`);
    return compared(the, { outcome: "refused", since: null, reason });
  }
  const recovery = the.phase("recovery");
  if (!recovery?.endedAt || recovery.outcome === "interrupted")
    return ended(the, "error", null, "the fix was not watched to its end");
  const bounds = {
    faultAt,
    fixAt: change.startedAt,
    fixedAt: change.endedAt,
    watchMs: watchedMs(the.own),
  };
  const view = viewOfEvents(the.own, recovery.endedAt);
  const gone = unreachable(view);
  if (gone) return ended(the, "error", null, `no API server answered: ${gone}`);
  const seen = fixProgress(the.scenario, fix, view, bounds);
  if (seen.state === "failed") return ended(the, "error", null, seen.reason);
  if (seen.state !== "done") return ended(the, "error", null, `no outcome of the fix was seen: ${seen.note}`);
  const { since } = seen.result;
  const timeToRecoveryMs = since === null ? null : since - change.startedAt;
  return compared({ ...the, said: { ...the.said, timeToRecoveryMs } }, seen.result);
}

function compared(the: Case, seen: FixSeen): CellJudgement {
  const { expected, takenBack } = the.cell;
  if (seen.outcome !== expected) {
    const reason = `expected "${expected}", saw "${seen.outcome}": ${seen.reason}`;
    return ended(the, "fail", seen.outcome, reason);
  }
  return takenBack ? judgeRelapse(the, seen) : ended(the, "pass", seen.outcome, seen.reason);
}
