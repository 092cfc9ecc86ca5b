import { z } from "zod";

export const version = z
  .string()
  .regex(/^\d+\.\d+\.\d+$/, { error: "must be a version without the v, e.g. 1.32.5" });

/** Versions from which something holds, each without the `v`; every one that is named must be reached. */
export const since = z.strictObject({
  /** Of the platform itself: kind's and k0s' Kubernetes, a vCluster's own. */
  version: z.exactOptional(version),
  /** Of the nodes. */
  kubernetes: z.exactOptional(version),
  metricsServer: z.exactOptional(version),
  /** Of the Helm that installs a vCluster. */
  helm: z.exactOptional(version),
});

export const NAMES_NONE = { error: "must name a version, kubernetes, metricsServer or helm" };
export function namesVersion(from: z.infer<typeof since>): boolean {
  return (from.version ?? from.kubernetes ?? from.metricsServer ?? from.helm) !== undefined;
}
