import type { StandSpec } from "../../stacks/spec.ts";
import type { Platform, Scenario } from "./types.ts";

/** The scenario whose healthy state has the versions that a platform asks for, so that its file need not know of them. */
export function atVersions(scenario: Scenario): Scenario {
  return { ...scenario, healthy: (platform) => withVersions(scenario.healthy(platform), platform) };
}

function withVersions(spec: StandSpec, { metricsServer: version }: Platform): StandSpec {
  return version === undefined ? spec : { ...spec, metricsServer: { ...spec.metricsServer, version } };
}

/** A platform with the version that is asked for; none leaves it as its scenario has it. Nobody has reported what is asked for. */
export function platformAt(platform: Platform, metricsServer: string | undefined): Platform {
  return metricsServer === undefined ? platform : { ...platform, fidelity: "same mechanism", metricsServer };
}
