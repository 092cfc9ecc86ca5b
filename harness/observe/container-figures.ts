/** One container as a kubelet shows it to metrics-server, times in milliseconds since the epoch. */
export interface ContainerFigure {
  /** "namespace/pod/container". */
  readonly container: string;
  readonly startedAt: number;
  /** When the kubelet read the figure: up to 20 s ago, on a busy machine more (cAdvisor reads every 10-20 s). */
  readonly readAt: number;
}

const SAMPLE = /^(container_cpu_usage_seconds_total|container_start_time_seconds)\{(.*)\} (\S+)(?: (\d+))?$/;

/**
 * The containers of a kubelet's `/metrics/resource`, in Prometheus' text form; one without both its times is left out, as
 * metrics-server does (pkg/scraper/client/resource/decode.go, v0.7.2).
 */
export function containerFigures(text: string): ContainerFigure[] {
  const started = new Map<string, number>();
  const read = new Map<string, number>();
  for (const line of text.split("\n")) {
    const [, metric, labels = "", value, timestamp] = SAMPLE.exec(line) ?? [];
    const container = ["namespace", "pod", "container"].map((name) => labelOf(labels, name)).join("/");
    if (metric === "container_start_time_seconds") started.set(container, Number(value) * 1_000);
    else if (metric !== undefined && timestamp !== undefined) read.set(container, Number(timestamp));
  }
  return [...read].flatMap(([container, readAt]) => {
    const startedAt = started.get(container);
    return startedAt === undefined ? [] : [{ container, startedAt, readAt }];
  });
}

const labelOf = (labels: string, name: string) =>
  new RegExp(`(?:^|,)${name}="([^"]*)"`).exec(labels)?.[1] ?? "";
