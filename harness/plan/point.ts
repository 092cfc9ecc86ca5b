import { METRICS_SERVER } from "../../toolchain/versions.ts";
import { platformAt } from "../scenario/at-versions.ts";
import type { Scenario } from "../scenario/types.ts";
import { UsageError } from "../usage-error.ts";

/** Versions that a run asks for in place of those at which the catalog shows its reports. */
export interface Point {
  /** Without the `v`. */
  readonly metricsServer: string;
}

/** The component of which runs are asked for other versions. */
export const ASKED_FOR = "metrics-server";

const FORM = `${ASKED_FOR}=<version>, as in ${ASKED_FOR}=0.8.0`;

/** `--at metrics-server=0.8.0`. @throws UsageError for another component, and for a version that cannot be had. */
export function pointOf(text: string): Point {
  const [component, version, ...rest] = text.split("=");
  if (component !== ASKED_FOR || version === undefined || rest.length > 0)
    throw new UsageError(`"${text}" names no versions: write ${FORM}`);
  if (!Object.hasOwn(METRICS_SERVER, version))
    throw new UsageError(
      `there is no ${ASKED_FOR} ${version} here; there are ${Object.keys(METRICS_SERVER).join(", ")}`,
    );
  return { metricsServer: version };
}

export function pointText({ metricsServer }: Point): string {
  return `${ASKED_FOR}=${metricsServer}`;
}

/**
 * A scenario on its platforms at each of the points; without one as its file has it. What a platform has anyway is not said of it, so
 * that its cells keep their ids.
 */
export function scenarioAt(scenario: Scenario, points: readonly Point[]): Scenario {
  if (points.length === 0) return scenario;
  const platforms = points.flatMap(({ metricsServer }) =>
    scenario.platforms.map((platform) => {
      const isThere = scenario.healthy(platform).metricsServer.version === metricsServer;
      return platformAt(platform, isThere ? undefined : metricsServer);
    }),
  );
  return { ...scenario, platforms };
}
