import semver from "semver";
import { CGROUP_V1 } from "../../toolchain/versions.ts";
import { budgetFor, INOTIFY_INSTANCES } from "./budget.ts";
import type { MachineFacts } from "./facts.ts";

/** `warn` does not stop a run; `fail` does. */
export interface Check {
  readonly id: string;
  readonly status: "ok" | "warn" | "fail";
  readonly detail: string;
  /** What to do; present unless `ok`. */
  readonly remedy?: string;
}

type CheckOf = (facts: MachineFacts) => Omit<Check, "id">;

/** A cold toolchain with its build caches and the private engine's images. */
const CACHE_MB = 12_000;
const STATE_MB = 1_000;
const CLUSTER_MB = 3_500;
const NODE_RANGE = ">=24.0.0";

const CHECKS: Readonly<Record<string, CheckOf>> = {
  platform: ({ platform, arch, os, kernel }) =>
    platform === "linux" && (arch === "x64" || arch === "arm64")
      ? ok(`${os}, Linux ${kernel}, ${arch}`)
      : fail(`${platform} ${arch}`, "run faultline on Linux (a virtual machine or a container will do)"),
  node: ({ node }) =>
    semver.satisfies(node, NODE_RANGE)
      ? ok(node)
      : fail(node, `use Node ${NODE_RANGE}: npm start brings its own`),
  cpus: ({ cpus }) =>
    cpus >= 2 ? ok(`${cpus}`) : warn(`${cpus}`, "expect timeouts; two CPUs are the least that is tested"),
  memory: ({ memory }) =>
    memory.availableMb >= CLUSTER_MB
      ? ok(`${gb(memory.availableMb)} of ${gb(memory.totalMb)} available`)
      : fail(`${gb(memory.availableMb)} available`, `free memory: one cluster needs ${gb(CLUSTER_MB)}`),
  cgroup: ({ cgroup }) =>
    cgroup === "v2"
      ? ok("v2")
      : warn(
          "v1",
          `nothing to do up to Kubernetes ${CGROUP_V1.seenUpTo}; for later ones ${CGROUP_V1.remedy}`,
        ),
  inotify: (facts) => inotify(facts),
  disk: ({ disk }) => {
    if (disk.stateFreeMb < STATE_MB)
      return fail(
        `${gb(disk.stateFreeMb)} free for state`,
        "free space, or set FAULTLINE_STATE_DIR to a larger disk",
      );
    return disk.cacheFreeMb >= CACHE_MB
      ? ok(`${gb(disk.cacheFreeMb)} free`)
      : warn(
          `${gb(disk.cacheFreeMb)} free`,
          `a cold toolchain takes ${gb(CACHE_MB)}: set FAULTLINE_CACHE_DIR to a larger disk`,
        );
  },
  engine: (facts) => engine(facts),
  overlayfs: ({ overlayfs }) =>
    overlayfs
      ? ok("available")
      : warn("not listed by the kernel", "modprobe overlay; without it images take much more space"),
  iptables: ({ iptables, engine: { kind } }) => {
    if (iptables) return ok("found");
    return kind === "private"
      ? ok("not found; the private engine brings its own")
      : fail("not found", "install iptables: networks are sealed with it");
  },
  root: ({ root, engine: { kind } }) => {
    if (root) return ok("yes");
    return kind === "private"
      ? fail("no", "run as root, or start a Docker daemon this user may use")
      : warn("no", "networks cannot be sealed by this user: run as root if a run says so");
  },
  tools: ({ tools }) => {
    const found = Object.keys(tools);
    return ok(
      `${found.length > 0 ? `found ${found.join(", ")}` : "none found"}; what is missing comes from the toolchain`,
    );
  },
  go: ({ tools }) =>
    tools.go || (tools.docker && tools.kind && tools.kubectl && tools.pulumi)
      ? ok(tools.go ?? "not needed: docker, kind, kubectl and pulumi are here")
      : warn("not found", "install Go: where no registry can be reached, the toolchain is built with it"),
  budget: (facts) => {
    const { parallel, boundBy } = budgetFor(facts);
    return ok(`${parallel} one-node cluster${parallel === 1 ? "" : "s"} at once, bound by ${boundBy}`);
  },
};

/** Every check, in the order a person should read them. */
export function checkMachine(facts: MachineFacts): readonly Check[] {
  return Object.entries(CHECKS).map(([id, check]) => ({ id, ...check(facts) }));
}

function inotify({ inotify: { instances }, root }: MachineFacts): Omit<Check, "id"> {
  if (instances >= INOTIFY_INSTANCES) return ok(`${instances} instances`);
  if (root) return ok(`${instances} instances; a run raises it to ${INOTIFY_INSTANCES}`);
  const remedy = `as root: sysctl -w fs.inotify.max_user_instances=${INOTIFY_INSTANCES}`;
  return warn(`${instances} instances: the fifth node would fail`, remedy);
}

function engine({ engine: found }: MachineFacts): Omit<Check, "id"> {
  if (found.kind === "host") return ok(`Docker ${found.version} at ${found.dockerHost}`);
  if (found.kind === "unreachable")
    return fail(
      `nothing answers at DOCKER_HOST=${found.dockerHost}`,
      "start that daemon, or unset DOCKER_HOST",
    );
  return found.missing.length === 0
    ? ok("none answers; a private one is started for the run")
    : fail(
        `none answers, and a private one lacks ${found.missing.join(", ")}`,
        "start a Docker daemon, or provide what is missing",
      );
}

const ok = (detail: string) => ({ status: "ok" as const, detail });
const warn = (detail: string, remedy: string) => ({ status: "warn" as const, detail, remedy });
const fail = (detail: string, remedy: string) => ({ status: "fail" as const, detail, remedy });
const gb = (mb: number) => `${(mb / 1024).toFixed(1)} GB`;
