import type { Sample } from "../harness/journal/events.ts";
import { matchesSignature } from "../harness/judge/match-signature.ts";
import type { Scenario } from "../harness/scenario/types.ts";

/** One row of the confusion table: what a scenario shows, and whose whole symptom can be read into it. */
export interface Confusion {
  readonly shown: string;
  /** Ids of the scenarios all of whose signatures match; a scenario that is told apart has only its own. */
  readonly readAs: readonly string[];
}

/**
 * Which scenarios' symptoms can be told apart: `samples` holds what was seen while each one's fault was on. Pure, so that a
 * recording and a live cluster are read alike.
 */
export function confusionTable(
  scenarios: readonly Scenario[],
  samples: ReadonlyMap<string, readonly Sample[]>,
): readonly Confusion[] {
  return [...samples].map(([shown, seen]) => ({
    shown,
    readAs: scenarios.filter((scenario) => isRead(scenario, seen)).map(({ id }) => id),
  }));
}

function isRead({ symptom }: Scenario, seen: readonly Sample[]): boolean {
  return symptom.signatures.every((signature) => seen.some((sample) => matchesSignature(signature, sample)));
}
