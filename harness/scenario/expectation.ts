import gte from "semver/functions/gte.js";
import { REPORTED } from "../../toolchain/versions.ts";
import type { Expectation, Fix, Platform, Since } from "./types.ts";

/** What a platform says of its versions. */
export type Versions = Pick<Platform, "version" | "kubernetes" | "metricsServer" | "helm" | "upgradedTo">;

/** Whether the fix exists on this platform. */
export function isTriedOn({ fromVersion }: Fix, platform: Pick<Platform, "version">): boolean {
  return fromVersion === undefined || gte(platform.version, fromVersion);
}

/** What we expect of the fix on this platform. */
export function expectedOn({ expect }: Fix, platform: Versions): Expectation {
  return expect.from !== undefined && isReached(expect.from, platform) ? expect.from : expect;
}

/** Whether a platform has come to every version that is named. */
export function isReached({ version, kubernetes, metricsServer, helm }: Since, platform: Versions): boolean {
  const of = {
    version: platform.version,
    kubernetes: platform.kubernetes ?? platform.version,
    metricsServer: platform.upgradedTo?.metricsServer ?? platform.metricsServer ?? REPORTED.metricsServer,
    helm: platform.helm ?? REPORTED.helm,
  };
  return Object.entries({ version, kubernetes, metricsServer, helm }).every(
    ([component, since]) => since === undefined || gte(of[component as keyof typeof of], since),
  );
}

/** "0.23.0", "metrics-server 0.9.0": for people. */
export function sinceText({ version, kubernetes, metricsServer, helm }: Since): string {
  return [
    ...(version === undefined ? [] : [version]),
    ...(kubernetes === undefined ? [] : [`Kubernetes ${kubernetes}`]),
    ...(metricsServer === undefined ? [] : [`metrics-server ${metricsServer}`]),
    ...(helm === undefined ? [] : [`Helm ${helm}`]),
  ].join(" and ");
}
