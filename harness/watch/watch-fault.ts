import type { Symptomatic } from "../cell/phases/fault.ts";
import type { Progress } from "../judge/progress.ts";
import { symptomProgress } from "../judge/symptom.ts";
import type { View } from "../judge/view.ts";
import { duration } from "../report/duration.ts";
import type { DraftOn } from "./draft.ts";
import type { Looking } from "./looking.ts";
import { rowTeller, symptomRows } from "./rows.ts";
import type { Said, Tell } from "./said.ts";

interface FaultOptions {
  readonly tell: Tell;
  readonly faulty: Pick<Symptomatic, "faultAt" | "faultedAt" | "healthyStartMs">;
  /** Whether it is over with the last signature; where not, it goes on until it is stopped. */
  readonly isEnough: boolean;
  /** Whether it is over with the scenario's limit. */
  readonly once: boolean;
}

type SymptomState = Extract<Said, { type: "symptom" }>["state"];

/** Tells of every signature when it is seen, or what is nearest to it, and what a cell would make of the whole. */
export function watchFault(looking: Looking, options: FaultOptions): Promise<"all seen" | "late"> {
  const { tell, faulty, isEnough, once } = options;
  const { faultAt: from, faultedAt: deadlineFrom, healthyStartMs } = faulty;
  let judged: DraftOn | undefined;
  let tellRows = rowTeller("symptom", tell);
  let told = new Set<SymptomState>();
  const say = (state: SymptomState, note: string) => {
    if (!told.has(state)) tell({ type: "symptom", state, note });
    told.add(state);
  };

  const judge = (view: View, on: DraftOn): Progress<"all seen" | "late"> => {
    if (judged !== on) {
      judged = on;
      tellRows = rowTeller("symptom", tell);
      told = new Set();
    }
    if (told.has("shown") || told.has("failed")) return { state: "waiting", note: "over" };
    const { symptom } = on;
    const rows = symptomRows(symptom, view, from);
    tellRows(rows);
    const missing = rows.filter(({ state }) => state === "not yet").map(({ name }) => name);
    if (missing.length === 0) {
      say(
        "all seen",
        `${duration(Math.max(...rows.map(({ afterMs = 0 }) => afterMs)))} after the change began`,
      );
      if (isEnough) return { state: "done", result: "all seen" };
    } else if (view.now > deadlineFrom + symptom.withinSeconds * 1_000) {
      say("late", `within ${symptom.withinSeconds} s of the change not seen: ${missing.join("; ")}`);
      return once ? { state: "done", result: "late" } : { state: "waiting", note: "late" };
    }
    const whole = symptomProgress(symptom, view, { from, deadlineFrom, healthyStartMs });
    if (whole.state === "done") say("shown", "as a cell wants it: it lasts, or clears, as the scenario says");
    if (whole.state === "failed") say("failed", `a cell would end here: ${whole.reason}`);
    return whole.state === "holding" ? whole : { state: "waiting", note: "" };
  };
  tell({ type: "phase", phase: "symptom", outcome: "begun" });
  return looking.until("symptom", judge);
}
