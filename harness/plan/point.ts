import { isDeepStrictEqual } from "node:util";
import gt from "semver/functions/gt.js";
import { HELM, KUBERNETES, METRICS_SERVER, REPORTED, VCLUSTER } from "../../toolchain/versions.ts";
import { type AskedVersions, platformAt } from "../scenario/at-versions.ts";
import type { Scenario } from "../scenario/types.ts";
import { UsageError } from "../usage-error.ts";
import { type CellPlatform, kubernetesAskedOf, platformName } from "./cell-platform.ts";

/** Versions that a run asks for in place of those at which the catalog shows its reports; what it does not name is as reported. */
export interface Point extends AskedVersions {
  /** Which of the platforms that are a vCluster; scenarios of it have one for each version. */
  readonly vcluster?: string | undefined;
}

/** The components that runs are asked for in other versions, and those there are. */
export const ASKED_FOR: readonly Asked[] = [
  {
    component: "kubernetes",
    versions: Object.keys(KUBERNETES),
    of: ({ kubernetes }) => kubernetes,
    meant: ({ kubernetes = REPORTED.kubernetes }) => kubernetes,
    point: (kubernetes) => ({ kubernetes }),
  },
  {
    component: "metrics-server",
    versions: Object.keys(METRICS_SERVER),
    of: ({ metricsServer }) => metricsServer,
    meant: ({ metricsServer = REPORTED.metricsServer }) => metricsServer,
    point: (metricsServer) => ({ metricsServer }),
  },
  {
    component: "vcluster",
    versions: VCLUSTER,
    of: ({ vcluster }) => vcluster,
    meant: ({ vcluster }) => vcluster,
    point: (vcluster) => ({ vcluster }),
  },
  {
    component: "helm",
    versions: HELM,
    of: ({ helm }) => helm,
    meant: ({ helm = REPORTED.helm }) => helm,
    point: (helm) => ({ helm }),
  },
  {
    component: "to-metrics-server",
    versions: Object.keys(METRICS_SERVER),
    of: ({ upgradedTo: later }) => later?.metricsServer,
    meant: ({ upgradedTo: later }) => later?.metricsServer,
    point: (metricsServer) => ({ upgradedTo: { metricsServer } }),
  },
];

interface Asked {
  /** As in `--at <component>=<version>`; with `to-` what the same cluster is upgraded to once a fix is in. */
  readonly component: string;
  readonly versions: readonly string[];
  /** As it was asked for. */
  readonly of: (point: Point) => string | undefined;
  /** Said or not. */
  readonly meant: (point: Point) => string | undefined;
  readonly point: (version: string) => Point;
}

const FORM = `write kubernetes=<version>, metrics-server=<version>, vcluster=<version>, helm=<version>, or several with a comma between, as in metrics-server=0.8.0`;

/** `--at kubernetes=1.34.4,metrics-server=0.9.0`. @throws UsageError for another component, and for a version that cannot be had. */
export function pointOf(text: string): Point {
  const asked = text.split(",").map((part) => versionAsked(part, text));
  const point: Point = Object.assign({}, ...asked);
  if (Object.keys(point).length < asked.length)
    throw new UsageError(`"${text}" names a component twice: ${FORM}`);
  return point;
}

function versionAsked(part: string, text: string): Point {
  const [name, version, ...rest] = part.split("=");
  const known = ASKED_FOR.find(({ component }) => component === name);
  if (!known || version === undefined || rest.length > 0)
    throw new UsageError(`"${text}" names no versions: ${FORM}`);
  if (!known.versions.includes(version))
    throw new UsageError(
      `there is no ${name?.replace(/^to-/, "")} ${version} here; there are ${known.versions.join(", ")}`,
    );
  return known.point(version);
}

export function pointText(point: Point): string {
  return ASKED_FOR.flatMap(({ component, of }) => {
    const version = of(point);
    return version === undefined ? [] : [`${component}=${version}`];
  }).join(",");
}

/** The versions that a point means, said or not. */
function meant({ kubernetes, metricsServer, vcluster, helm, upgradedTo }: Point): Required<Point> {
  return {
    kubernetes: kubernetes ?? REPORTED.kubernetes,
    metricsServer: metricsServer ?? REPORTED.metricsServer,
    vcluster,
    helm: helm ?? REPORTED.helm,
    upgradedTo,
  };
}

/**
 * What a cluster at one point is once it is upgraded to another in place.
 * @throws UsageError where that is no upgrade of metrics-server alone: of Kubernetes there is none in place yet.
 */
export function upgradedTo(from: Point, to: Point): Point {
  const [before, after] = [meant(from), meant(to)];
  if (before.upgradedTo ?? after.upgradedTo)
    throw new UsageError("with --in-place each side names the versions that are there: leave to-… out");
  const beside = [
    ["Kubernetes", before.kubernetes, after.kubernetes],
    ["Helm", before.helm, after.helm],
  ] as const;
  for (const [component, one, other] of beside) {
    if (one !== other)
      throw new UsageError(
        `--in-place upgrades metrics-server alone, and ${component} is ${one} on one side and ${other} on the other: name the same one in --from and --to`,
      );
  }
  const { metricsServer } = after;
  if (metricsServer === undefined || !gt(metricsServer, String(before.metricsServer)))
    throw new UsageError(
      `--in-place upgrades metrics-server, and ${metricsServer} is not later than ${before.metricsServer}`,
    );
  return { ...from, upgradedTo: { metricsServer } };
}

export function isSame(a: Point, b: Point): boolean {
  return isDeepStrictEqual(meant(a), meant(b));
}

/** Whether a cell has the versions that a point means. */
export function isAt(
  cell: { readonly platform: CellPlatform; readonly metricsServer?: string | undefined },
  point: Point,
): boolean {
  const { kubernetes, metricsServer, vcluster, helm, upgradedTo: later } = meant(point);
  const own = kubernetesAskedOf(cell.platform) ?? REPORTED.kubernetes;
  const isItsHelm = (cell.platform.helm ?? REPORTED.helm) === helm;
  const isLeft = isDeepStrictEqual(cell.platform.upgradedTo, later);
  // Scenarios of vCluster are on several of its versions anyway.
  const isThere = vcluster === undefined || isVCluster(cell.platform, vcluster);
  return own === kubernetes && cell.metricsServer === metricsServer && isItsHelm && isLeft && isThere;
}

function isVCluster({ distribution, version }: CellPlatform, wanted: string): boolean {
  return distribution === "vcluster" && version === wanted;
}

/**
 * A scenario on its platforms at each of the points; without one as its file has it. What a platform has anyway is not said of it, so
 * that its cells keep their ids.
 */
export function scenarioAt(scenario: Scenario, points: readonly Point[]): Scenario {
  if (points.length === 0) return scenario;
  const installed = points.some(({ helm }) => helm !== undefined) ? withHelmIn(scenario) : scenario;
  const platforms = points.flatMap(({ kubernetes, metricsServer, vcluster, helm, upgradedTo: later }) =>
    platformsFor(installed, vcluster).map((platform) => {
      const isThere = scenario.healthy(platform).metricsServer.version === metricsServer;
      const asked = isThere ? undefined : metricsServer;
      return platformAt(platform, { kubernetes, metricsServer: asked, helm, upgradedTo: later });
    }),
  );
  // Two points may mean the same on a platform that its file has at both.
  const distinct = new Map(platforms.map((platform) => [platformName(platform), platform]));
  return { ...scenario, platforms: [...distinct.values()] };
}

/** What Helm installs: where one side of an upgrade names a Helm, nothing else has another side. */
function withHelmIn(scenario: Scenario): Scenario {
  return {
    ...scenario,
    platforms: scenario.platforms.filter(({ distribution }) => distribution === "vcluster"),
  };
}

/** Where a vCluster is asked for that of the scenario's platforms, as if no profile left it out: somebody insists. */
function platformsFor({ platforms }: Scenario, vcluster: string | undefined): Scenario["platforms"] {
  if (vcluster === undefined) return platforms;
  return platforms
    .filter((platform) => isVCluster(platform, vcluster))
    .map(({ profile: _, ...platform }) => platform);
}
