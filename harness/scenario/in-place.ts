import { withMetricsServerVersion } from "../../stacks/edits/metrics-server.ts";
import type { StandSpec } from "../../stacks/spec.ts";
import type { Fix, Platform, Touch } from "./types.ts";
import { SERVICE_PORTS, whole } from "./words/allowed-changes.ts";

/** The image, which the nodes must have first, and the `appProtocol` that came with 0.8.0. */
const OF_METRICS_SERVER: readonly Touch[] = [
  { resource: "Deployment", path: "spec.template.spec.containers[0].image" },
  SERVICE_PORTS,
  whole("ImageLoad"),
];

/** A fix as its scenario has it, and once it is in an upgrade of the same cluster by the same program, where the platform asks for one. */
export function upgradedInPlace(fix: Fix, { upgradedTo }: Platform): Fix {
  if (upgradedTo === undefined) return fix;
  const { afterwards } = fix;
  const edit = (spec: StandSpec) =>
    withMetricsServerVersion(afterwards?.edit(spec) ?? spec, upgradedTo.metricsServer);
  const allowedChanges = [...(afterwards?.allowedChanges ?? []), ...OF_METRICS_SERVER];
  return { ...fix, afterwards: { edit, allowedChanges } };
}
