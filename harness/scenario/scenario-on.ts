import { compare } from "semver";
import type { Platform, Scenario, Symptom } from "./types.ts";

type Versions = Pick<Platform, "version" | "kubernetes">;

/** A scenario as its fault shows with the versions of a platform. */
export function scenarioOn(scenario: Scenario, platform: Versions): Scenario {
  return { ...scenario, symptom: symptomOn(scenario.symptom, platform) };
}

/** The symptom with the signatures that the Kubernetes of a platform gives it, and no others. */
export function symptomOn(
  { from, ...symptom }: Symptom,
  { version, kubernetes = version }: Versions,
): Symptom {
  if (from === undefined || compare(kubernetes, from.kubernetes) < 0) return symptom;
  return { ...symptom, signatures: from.signatures };
}
