import { isDeepStrictEqual } from "node:util";
import type { CellRun } from "../cell/phases/cell-run.ts";
import { observe, type Standing } from "../cell/phases/stand-up.ts";
import type { Progress } from "../judge/progress.ts";
import type { View } from "../judge/view.ts";
import { waitFor } from "../judge/wait.ts";
import { observationPlan } from "../observe/plan.ts";
import type { PhaseName } from "../plan/cell.ts";
import type { DraftOn } from "./draft.ts";
import type { Place } from "./place.ts";

/** The look at a cluster through the eyes of a draft, which may be exchanged while it goes on. */
export interface Looking {
  /** Waits until the judgement is certain; it is asked anew, from all that was seen, when the draft has been exchanged. */
  until<T>(phase: PhaseName, judge: (view: View, on: DraftOn) => Progress<T>): Promise<T>;
  /** Exchanges the draft; what it looks at beside what was looked at before is asked for from now on. */
  renew(on: DraftOn): void;
  /** Goes on with the observer and the cluster that a change has left. */
  continueWith(now: Seen): void;
  readonly now: () => Seen;
  close(): Promise<void>;
}

type Seen = Pick<Standing, "observer" | "up">;

interface LookingOptions extends Pick<Standing, "run" | "observer" | "up"> {
  readonly on: DraftOn;
  readonly runOf: Place["run"];
}

export function openLooking({ run, on: first, runOf, ...standing }: LookingOptions): Looking {
  const { clock, signal } = run;
  let seen: Seen = standing;
  let on = first;
  let observedBy: Pick<CellRun["scenario"], "symptom"> = first;
  let exchanged = new AbortController();

  /** A plan that looks at other things wants an observer of its own, which goes on from what the one before has seen. */
  const observeByDraft = async (phase: PhaseName) => {
    const isSame = isDeepStrictEqual(observationPlan(observedBy), observationPlan(on));
    observedBy = on;
    if (isSame) return;
    const { observer, up } = seen;
    await observer.stop();
    seen = { up, observer: await observe(runOf(on, signal), up, observer) };
    seen.observer.enter(phase);
  };
  return {
    until: async (phase, judge) => {
      seen.observer.enter(phase);
      for (;;) {
        exchanged = new AbortController();
        await observeByDraft(phase);
        try {
          const until = {
            observer: seen.observer,
            clock,
            signal: AbortSignal.any([signal, exchanged.signal]),
          };
          const found = await waitFor((view) => judge(view, on), until);
          if (found.state === "done") return found.result;
          throw new Error(found.reason);
        } catch (error) {
          if (signal.aborted || !exchanged.signal.aborted) throw error;
        }
      }
    },
    renew: (next) => {
      on = next;
      exchanged.abort();
    },
    continueWith: ({ observer, up }) => {
      seen = { observer, up };
    },
    now: () => seen,
    close: () => seen.observer.stop(),
  };
}
