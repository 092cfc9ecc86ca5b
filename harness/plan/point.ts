import { isDeepStrictEqual } from "node:util";
import { KUBERNETES, METRICS_SERVER, REPORTED } from "../../toolchain/versions.ts";
import { type AskedVersions, platformAt } from "../scenario/at-versions.ts";
import type { Scenario } from "../scenario/types.ts";
import { UsageError } from "../usage-error.ts";
import { type CellPlatform, kubernetesAskedOf, platformName } from "./cell-platform.ts";

/** Versions that a run asks for in place of those at which the catalog shows its reports; what it does not name is as reported. */
export type Point = AskedVersions;

/** The components that runs are asked for in other versions, and those there are. */
const ASKED_FOR = {
  kubernetes: { key: "kubernetes", versions: Object.keys(KUBERNETES) },
  "metrics-server": { key: "metricsServer", versions: Object.keys(METRICS_SERVER) },
} as const;
const COMPONENTS = Object.entries(ASKED_FOR);

const FORM = `write kubernetes=<version>, metrics-server=<version>, or both with a comma between, as in metrics-server=0.8.0`;

/** `--at kubernetes=1.34.4,metrics-server=0.9.0`. @throws UsageError for another component, and for a version that cannot be had. */
export function pointOf(text: string): Point {
  const asked = text.split(",").map((part) => versionAsked(part, text));
  const point = Object.fromEntries(asked);
  if (Object.keys(point).length < asked.length)
    throw new UsageError(`"${text}" names a component twice: ${FORM}`);
  return point;
}

function versionAsked(part: string, text: string): readonly [keyof Point, string] {
  const [component, version, ...rest] = part.split("=");
  const [name, known] = COMPONENTS.find(([each]) => each === component) ?? [];
  if (!known || version === undefined || rest.length > 0)
    throw new UsageError(`"${text}" names no versions: ${FORM}`);
  if (!known.versions.includes(version))
    throw new UsageError(`there is no ${name} ${version} here; there are ${known.versions.join(", ")}`);
  return [known.key, version];
}

export function pointText(point: Point): string {
  return COMPONENTS.flatMap(([component, { key }]) =>
    point[key] === undefined ? [] : [`${component}=${point[key]}`],
  ).join(",");
}

/** The versions that a point means, said or not. */
function meant({ kubernetes, metricsServer }: Point): Required<Point> {
  return {
    kubernetes: kubernetes ?? REPORTED.kubernetes,
    metricsServer: metricsServer ?? REPORTED.metricsServer,
  };
}

export function isSame(a: Point, b: Point): boolean {
  return isDeepStrictEqual(meant(a), meant(b));
}

/** Whether a cell has the versions that a point means. */
export function isAt(
  cell: { readonly platform: CellPlatform; readonly metricsServer?: string | undefined },
  point: Point,
): boolean {
  const { kubernetes, metricsServer } = meant(point);
  const own = kubernetesAskedOf(cell.platform) ?? REPORTED.kubernetes;
  return own === kubernetes && cell.metricsServer === metricsServer;
}

/**
 * A scenario on its platforms at each of the points; without one as its file has it. What a platform has anyway is not said of it, so
 * that its cells keep their ids.
 */
export function scenarioAt(scenario: Scenario, points: readonly Point[]): Scenario {
  if (points.length === 0) return scenario;
  const platforms = points.flatMap(({ kubernetes, metricsServer }) =>
    scenario.platforms.map((platform) => {
      const isThere = scenario.healthy(platform).metricsServer.version === metricsServer;
      return platformAt(platform, { kubernetes, metricsServer: isThere ? undefined : metricsServer });
    }),
  );
  // Two points may mean the same on a platform that its file has at both.
  const distinct = new Map(platforms.map((platform) => [platformName(platform), platform]));
  return { ...scenario, platforms: [...distinct.values()] };
}
