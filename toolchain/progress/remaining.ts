import type { PlannedStep } from "./events.ts";

/** How far a step is; `elapsed` in seconds. */
export type StepState =
  | { readonly state: "pending" }
  | { readonly state: "running"; readonly elapsed: number }
  | { readonly state: "done" };

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
