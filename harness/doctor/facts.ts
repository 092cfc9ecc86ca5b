/** What faultline needs to know of the machine, gathered once; checks and budget are pure functions of it. */
export interface MachineFacts {
  /** "Debian GNU/Linux 12 (bookworm)", from /etc/os-release. */
  readonly os: string;
  readonly platform: string;
  readonly arch: string;
  readonly kernel: string;
  readonly node: string;
  readonly root: boolean;
  /** CPUs this process may use: fewer than the machine's in a container with a quota. */
  readonly cpus: number;
  readonly memory: { readonly totalMb: number; readonly availableMb: number };
  readonly cgroup: "v1" | "v2";
  readonly inotify: { readonly instances: number; readonly watches: number };
  /** Free space where the toolchain cache (and a private engine's images) and the run state lie. */
  readonly disk: { readonly cacheFreeMb: number; readonly stateFreeMb: number };
  readonly iptables: boolean;
  /** Whether overlayfs can be mounted: the kernel lists it. */
  readonly overlayfs: boolean;
  readonly engine: EngineFacts;
  /** Version lines of the programs found on PATH; absent ones are missing. */
  readonly tools: Readonly<Record<string, string>>;
}

export type EngineFacts =
  | { readonly kind: "host"; readonly dockerHost: string; readonly version: string }
  /** None answers, so a private one is started; `missing` says what that lacks here. */
  | { readonly kind: "private"; readonly missing: readonly string[] }
  /** DOCKER_HOST names one that does not answer. */
  | { readonly kind: "unreachable"; readonly dockerHost: string };
