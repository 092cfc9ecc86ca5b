import { REPORTED } from "../../toolchain/versions.ts";

/** What a cell runs on; see `cellSchema`. */
export interface CellPlatform {
  readonly distribution: string;
  /** Kubernetes version without the `v`; of a vCluster its own. */
  readonly version: string;
  readonly kubernetes?: string;
  readonly metricsServer?: string;
  readonly helm?: string;
  readonly upgradedTo?: { readonly metricsServer: string };
}

/** Without the `v`. */
export function kubernetesOf({ version, kubernetes = version }: CellPlatform): string {
  return kubernetes;
}

/** Of which version runs are asked: kind's own, and of any other distribution that of the nodes it stands on. */
export function kubernetesAskedOf({ distribution, version, kubernetes }: CellPlatform): string | undefined {
  return distribution === "kind" ? version : kubernetes;
}

/**
 * As in a cell's id: "kind-1.32.5"; "kind-1.32.5+metrics-server-0.8.0" where something else than the reported version is asked for;
 * "kind-1.32.5+to-metrics-server-0.8.0" where that is asked for once a fix is in.
 */
export function platformName(platform: CellPlatform): string {
  const others = othersOf(platform).map(([component, version]) => `+${component}-${version}`);
  const { distribution, version, upgradedTo } = platform;
  const later = upgradedTo ? `+to-metrics-server-${upgradedTo.metricsServer}` : "";
  return `${distribution}-${version}${others.join("")}${later}`;
}

/** For people: "kind 1.32.5", "kind 1.32.5 with metrics-server 0.8.0". */
export function platformText(platform: CellPlatform): string {
  const others = othersOf(platform).map((each) => each.join(" "));
  const { distribution, version, upgradedTo } = platform;
  const later = upgradedTo ? `, upgraded in place to metrics-server ${upgradedTo.metricsServer}` : "";
  return `${distribution} ${version}${others.length > 0 ? ` with ${others.join(" and ")}` : ""}${later}`;
}

/** The same platform with the reported versions, and left at them. kind's own is Kubernetes', which all scenarios have alike. */
export function asReported<T extends CellPlatform>({
  metricsServer: _,
  helm: __,
  upgradedTo: ___,
  ...platform
}: T) {
  if (platform.distribution === "kind") return { ...platform, version: REPORTED.kubernetes };
  return platform.kubernetes === undefined ? platform : { ...platform, kubernetes: REPORTED.kubernetes };
}

/** What is asked for in another version than the reported one, and is not the platform's own version. */
function othersOf({ kubernetes, metricsServer, helm }: CellPlatform): readonly (readonly [string, string])[] {
  return [
    ...(kubernetes === undefined || kubernetes === REPORTED.kubernetes
      ? []
      : [["kubernetes", kubernetes] as const]),
    ...(metricsServer === undefined ? [] : [["metrics-server", metricsServer] as const]),
    ...(helm === undefined ? [] : [["helm", helm] as const]),
  ];
}
