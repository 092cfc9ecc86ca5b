import type { Clock } from "../../base/clock.ts";
import type { PlannedStep, ToolchainEvent } from "./events.ts";
import { remainingSeconds, type StepState } from "./remaining.ts";

export interface TrackedStep {
  readonly step: PlannedStep;
  readonly state: StepState;
  /** Another process makes it. */
  readonly waitingFor?: number;
  readonly failed?: boolean;
}

/** Folds events into what a display shows. Several builds may follow one another: their steps add up. */
export interface Tracker {
  readonly apply: (event: ToolchainEvent) => void;
  readonly steps: () => readonly TrackedStep[];
  /** Seconds. */
  readonly remaining: () => number;
}

export function tracker(clock: Clock): Tracker {
  const planned = new Map<string, PlannedStep>();
  const startedAt = new Map<string, number>();
  const done = new Set<string>();
  const failed = new Set<string>();
  const waiting = new Map<string, number>();
  const stateOf = (component: string): StepState => {
    const start = startedAt.get(component);
    if (done.has(component) || planned.get(component)?.cached) return { state: "done" };
    if (start === undefined) return { state: "pending" };
    return { state: "running", elapsed: (clock.now() - start) / 1000 };
  };
  return {
    apply: (event) => {
      if (event.type === "planned") for (const step of event.steps) planned.set(step.component, step);
      if (event.type === "waiting") waiting.set(event.component, event.pid);
      if (event.type === "waiting" || event.type === "started") startedAt.set(event.component, clock.now());
      if (event.type === "started") waiting.delete(event.component);
      if (event.type === "done") done.add(event.component);
      if (event.type === "failed") failed.add(event.component);
    },
    steps: () =>
      [...planned.values()].map((step) => {
        const waitingFor = waiting.get(step.component);
        return {
          step,
          state: stateOf(step.component),
          ...(waitingFor !== undefined && { waitingFor }),
          ...(failed.has(step.component) && { failed: true }),
        };
      }),
    remaining: () => remainingSeconds([...planned.values()], stateOf),
  };
}
