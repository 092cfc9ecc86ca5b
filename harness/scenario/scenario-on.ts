import { isReached, type Versions } from "./expectation.ts";
import type { Scenario, Symptom } from "./types.ts";

/** A scenario as its fault shows with the versions of a platform. */
export function scenarioOn(scenario: Scenario, platform: Versions): Scenario {
  return { ...scenario, symptom: symptomOn(scenario.symptom, platform) };
}

/** The symptom with the signatures that the versions of a platform give it, and no others. */
export function symptomOn({ from, ...symptom }: Symptom, platform: Versions): Symptom {
  // A fault comes before an upgrade in place.
  const { upgradedTo: _, ...before } = platform;
  if (from === undefined || !isReached(from, before)) return symptom;
  const { signatures, staysNormal } = from;
  return { ...symptom, signatures, ...(staysNormal && { staysNormal }) };
}
