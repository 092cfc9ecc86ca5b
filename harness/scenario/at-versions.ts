import { withMetricsServerVersion } from "../../stacks/edits/metrics-server.ts";
import type { StandSpec } from "../../stacks/spec.ts";
import { REPORTED } from "../../toolchain/versions.ts";
import type { Platform, Scenario } from "./types.ts";

/** Versions that are asked for in place of those that a scenario's file has; without the `v`. */
export interface AskedVersions {
  readonly kubernetes?: string | undefined;
  readonly metricsServer?: string | undefined;
  /** What the cluster is upgraded to in place, once a fix is in. */
  readonly upgradedTo?: Platform["upgradedTo"] | undefined;
}

/** The scenario whose healthy state has the versions that a platform asks for, so that its file need not know of them. */
export function atVersions(scenario: Scenario): Scenario {
  return { ...scenario, healthy: (platform) => withVersions(scenario.healthy(platform), platform) };
}

function withVersions(spec: StandSpec, { distribution, version, metricsServer }: Platform): StandSpec {
  // kind's version is Kubernetes'; of any other distribution it is what the scenario is about.
  const on = distribution === "kind" ? { ...spec, cluster: { ...spec.cluster, version } } : spec;
  return metricsServer === undefined ? on : withMetricsServerVersion(on, metricsServer);
}

/** A platform with the versions that are asked for; what is not asked for stays as its scenario has it. Nobody has reported what is asked for. */
export function platformAt(
  platform: Platform,
  { kubernetes, metricsServer, upgradedTo }: AskedVersions,
): Platform {
  const [of, there] =
    platform.distribution === "kind"
      ? (["version", platform.version] as const)
      : (["kubernetes", platform.kubernetes ?? REPORTED.kubernetes] as const);
  const another = kubernetes !== undefined && kubernetes !== there;
  if (!another && metricsServer === undefined && upgradedTo === undefined) return platform;
  return {
    ...platform,
    fidelity: "same mechanism",
    ...(another && { [of]: kubernetes }),
    ...(metricsServer !== undefined && { metricsServer }),
    ...(upgradedTo !== undefined && { upgradedTo }),
  };
}
