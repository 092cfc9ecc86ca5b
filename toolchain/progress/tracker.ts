import type { Clock } from "../../base/clock.ts";
import type { PlannedStep, ToolchainEvent } from "./events.ts";

/** How far a step is; `elapsed` in seconds. */
export type StepState =
  | { readonly state: "pending" }
  | { readonly state: "running"; readonly elapsed: number }
  | { readonly state: "done" };

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

/**
 * Seconds until every step is done, if each takes what is expected and a late one finishes now: the queue on the one
 * compiler and the longest chain of needs, whichever is longer.
 */
export function remainingSeconds(
  steps: readonly PlannedStep[],
  stateOf: (component: string) => StepState,
): number {
  const left = (step: PlannedStep): number => {
    const state = stateOf(step.component);
    if (step.cached || state.state === "done") return 0;
    return Math.max(0, step.expectedSeconds - (state.state === "running" ? state.elapsed : 0));
  };
  const chains = new Map<string, number>();
  // Steps come with their needs before them.
  for (const step of steps) {
    const before = step.needs.map((need) => chains.get(need) ?? 0);
    chains.set(step.component, left(step) + Math.max(0, ...before));
  }
  const compiling = steps.filter((step) => step.lane === "cpu").reduce((sum, step) => sum + left(step), 0);
  return Math.max(0, compiling, ...chains.values());
}
