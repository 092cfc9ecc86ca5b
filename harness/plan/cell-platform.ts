/** What a cell runs on; see `cellSchema`. */
export interface CellPlatform {
  readonly distribution: string;
  /** Kubernetes version without the `v`; of a vCluster its own. */
  readonly version: string;
  readonly kubernetes?: string;
  readonly metricsServer?: string;
}

/** Without the `v`. */
export function kubernetesOf({ version, kubernetes = version }: CellPlatform): string {
  return kubernetes;
}

/** As in a cell's id: "kind-1.32.5", and "kind-1.32.5+metrics-server-0.8.0" where that is not the reported one. */
export function platformName({ metricsServer, ...platform }: CellPlatform): string {
  const { distribution, version } = platform;
  return `${distribution}-${version}${metricsServer === undefined ? "" : `+metrics-server-${metricsServer}`}`;
}

/** The same platform with the reported versions. */
export function asReported<T extends CellPlatform>({ metricsServer: _, ...platform }: T) {
  return platform;
}

/** For people: "kind 1.32.5", "kind 1.32.5 with metrics-server 0.8.0". */
export function platformText({ distribution, version, metricsServer }: CellPlatform): string {
  return `${distribution} ${version}${metricsServer === undefined ? "" : ` with metrics-server ${metricsServer}`}`;
}
