import type { Scenario } from "../scenario/types.ts";
import { readingOf } from "./judge/reading.ts";
import type { Seen } from "./judge/seen.ts";

/** How a look goes on for a scenario that shows in the act alone. */
export interface Lookout {
  /** What was seen by now. */
  readonly seen: () => Seen;
  /** Asks what the scenario's commands would show. */
  readonly ask: () => Promise<void>;
  /** Its time is over, or nothing more may be asked. */
  readonly isOver: () => boolean;
  readonly pause: () => Promise<void>;
}

/**
 * Waits until the scenario is shown; false where it is not in the time there is. What is watched costs no request, so that its commands
 * are asked for only once that has shown its part.
 */
export async function showsInTheAct(
  scenario: Scenario,
  { seen, ask, isOver, pause }: Lookout,
): Promise<boolean> {
  while (!isOver()) {
    if (isBegun(scenario, seen())) {
      await ask();
      if (readingOf(scenario, seen()).state === "shown") return true;
    }
    await pause();
  }
  return false;
}

function isBegun(scenario: Scenario, seen: Seen): boolean {
  const { signs } = readingOf(scenario, seen);
  return scenario.symptom.signatures.some(
    ({ kind }, index) => kind !== "command" && signs[index]?.state === "shown",
  );
}
