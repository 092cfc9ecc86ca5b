import type { Scenario } from "./types.ts";

export type { Act, Edit, FailureModes, Fix, Platform, Scenario, Signature, Source, Touch } from "./types.ts";

/**
 * What a file in scenarios/ exports as its default. It only types the object: `loadScenarios` validates it, because only the
 * loader knows the file and can name the line.
 */
export function defineScenario(scenario: Scenario): Scenario {
  return scenario;
}
