import { messageOf } from "../../base/text/message-of.ts";
import type { CellEntry } from "../journal/events.ts";
import { servedBefore } from "../judge/case.ts";
import { judgeCell } from "../judge/judge-cell.ts";
import type { Observer } from "../observe/observe-stand.ts";
import type { Verdict } from "../plan/cell.ts";
import type { StandUp } from "../stand/stand.ts";
import { keepEvidence } from "./keep-evidence.ts";
import type { CellResult } from "./messages.ts";
import { type CellRun, inPhase, NotSeen } from "./phases/cell-run.ts";
import { baseline, injectFault, watchSymptom } from "./phases/fault.ts";
import { applyFix, watchRecovery } from "./phases/fix.ts";
import { takeBack } from "./phases/relapse.ts";
import { standUp } from "./phases/stand-up.ts";
import { undo } from "./phases/undo.ts";
import { holdToPlan } from "./scenario-changed.ts";

type Ending = Extract<CellEntry, { type: "cell.ended" }>;

/**
 * Lives one cell: Planned -> Standing -> Healthy -> Faulty -> Symptomatic -> Fixed, and back where it is asked for. Each step takes only
 * the state the one before gives, so an illegal order does not compile. `last` takes the stand down; so does any other end than `pass`.
 */
export async function runCell(run: CellRun, last: boolean): Promise<CellResult> {
  const { after, cell } = run;
  const { slowestHealing } = cell;
  run.emit({
    type: "cell.started",
    ...(slowestHealing !== undefined && { slowestHealing }),
    ...(after !== undefined && { after }),
  });
  const { ending, usable, up } = await live(run, last);
  if (up && ending.verdict !== "pass" && !run.signal.aborted) await keepEvidence(run, up);
  const keep = usable && ending.verdict === "pass" && !last && !run.signal.aborted;
  const gone = keep || (await succeeds(inPhase(run, "destroy", () => run.stand.destroy())));
  const verdict: Verdict = gone ? ending.verdict : "error";
  const reason = gone ? ending.reason : "the stand could not be destroyed; `faultline prune` removes it";
  run.emit({ ...ending, verdict, ...(reason !== undefined && { reason }) });
  return { verdict, standUsable: keep };
}

interface Lived {
  readonly ending: Ending;
  readonly usable: boolean;
  /** The cluster as it was last, if there ever was one. */
  readonly up?: StandUp | undefined;
}

async function live(run: CellRun, last: boolean): Promise<Lived> {
  let observer: Observer | undefined;
  let up: StandUp | undefined;
  let usable = false;
  try {
    holdToPlan(run);
    const standing = await standUp(run);
    ({ observer, up } = standing);
    const symptomatic = await watchSymptom(await injectFault(await baseline(standing)));
    ({ observer, up } = symptomatic);
    const fixed = await applyFix(symptomatic);
    ({ observer, up } = fixed);
    const outcome = await watchRecovery(fixed);
    const ended = run.cell.takenBack && outcome === "heals" ? await takeBack(fixed) : fixed;
    ({ observer, up } = ended);
    // What is not as expected stays as it is to be looked at, and serves no other cell.
    usable = !last && judged(run).verdict === "pass" && (await succeeds(undo(ended)));
  } catch (error) {
    if (!(error instanceof NotSeen)) return { ending: harnessError(run, error), usable, up };
  } finally {
    await observer?.stop();
  }
  return { ending: judged(run), usable, up };
}

function judged(run: CellRun): Ending {
  return { type: "cell.ended", ...judgeCell(run.scenario, run.cell, run.events) };
}

/** What was seen until then is kept. */
function harnessError(run: CellRun, error: unknown): Ending {
  const reason = run.signal.aborted ? "interrupted" : messageOf(error) + servedBefore(run.after);
  return { ...judged(run), verdict: "error", observed: null, reason };
}

/** False when it fails: the stand then does not serve again, or is not gone, whatever the reason. */
function succeeds(work: Promise<unknown>): Promise<boolean> {
  return work.then(
    () => true,
    () => false,
  );
}
