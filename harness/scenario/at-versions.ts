import { withMetricsServerVersion } from "../../stacks/edits/metrics-server.ts";
import { withHelm } from "../../stacks/edits/vcluster.ts";
import type { StandSpec } from "../../stacks/spec.ts";
import { REPORTED } from "../../toolchain/versions.ts";
import type { Platform, Scenario } from "./types.ts";

/** Versions that are asked for in place of those that a scenario's file has; without the `v`. */
export interface AskedVersions {
  readonly kubernetes?: string | undefined;
  readonly metricsServer?: string | undefined;
  /** Of a vCluster alone, which it installs. */
  readonly helm?: string | undefined;
  /** What the cluster is upgraded to in place, once a fix is in. */
  readonly upgradedTo?: Platform["upgradedTo"] | undefined;
}

/** The scenario whose healthy state has the versions that a platform asks for, so that its file need not know of them. */
export function atVersions(scenario: Scenario): Scenario {
  return { ...scenario, healthy: (platform) => withVersions(scenario.healthy(platform), platform) };
}

function withVersions(spec: StandSpec, { distribution, version, metricsServer, helm }: Platform): StandSpec {
  // kind's version is Kubernetes'; of any other distribution it is what the scenario is about.
  const on = distribution === "kind" ? { ...spec, cluster: { ...spec.cluster, version } } : spec;
  const by = helm === undefined ? on : withHelm(on, helm);
  return metricsServer === undefined ? by : withMetricsServerVersion(by, metricsServer);
}

/** A platform with the versions that are asked for; what is not asked for stays as its scenario has it. Nobody has reported what is asked for. */
export function platformAt(
  platform: Platform,
  { kubernetes, metricsServer, helm: byHelm, upgradedTo }: AskedVersions,
): Platform {
  const [of, there] =
    platform.distribution === "kind"
      ? (["version", platform.version] as const)
      : (["kubernetes", platform.kubernetes ?? REPORTED.kubernetes] as const);
  const another = kubernetes !== undefined && kubernetes !== there;
  const helm = byHelm === REPORTED.helm ? undefined : byHelm;
  if (!another && [metricsServer, helm, upgradedTo].every((asked) => asked === undefined)) return platform;
  return {
    ...platform,
    fidelity: "same mechanism",
    ...(another && { [of]: kubernetes }),
    ...(metricsServer !== undefined && { metricsServer }),
    ...(helm !== undefined && { helm }),
    ...(upgradedTo !== undefined && { upgradedTo }),
  };
}
