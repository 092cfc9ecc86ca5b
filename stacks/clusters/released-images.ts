import type { Distribution } from "../spec.ts";

/** A distribution at a Kubernetes version without the `v`. */
interface Release {
  readonly distribution: string;
  readonly version: string;
}

type NameOf = (version: string) => string;

/** What a distribution appends to the Kubernetes version is its own revision of it. */
const NODE: Readonly<Partial<Record<string, NameOf>> & Record<Distribution, NameOf>> = {
  kind: (version) => `kindest/node:v${version}`,
  k3d: (version) => `docker.io/rancher/k3s:v${version}-k3s1`,
  k0s: (version) => `docker.io/k0sproject/k0s:v${version}-k0s.0`,
};

/**
 * What the nodes' own pods run, for nodes that cannot pull: k0s' defaults (pkg/constant/constant.go at v1.32.3+k0s.0) and K3s'
 * sandbox (pkg/cli/cmds/agent.go at v1.31.6+k3s1). A node image may carry them instead.
 */
const INSIDE: Readonly<Record<string, (version: string) => readonly string[]>> = {
  k3d: () => ["docker.io/rancher/mirrored-pause:3.6"],
  k0s: (version) => [
    "registry.k8s.io/pause:3.9",
    `quay.io/k0sproject/kube-proxy:v${version}`,
    "quay.io/k0sproject/apiserver-network-proxy-agent:v0.31.0",
    "registry.k8s.io/metrics-server/metrics-server:v0.7.2",
  ],
};

/** The released node image; of a distribution that runs in another one's nodes, kind's. */
export function releasedNodeImage({ distribution, version }: Release): string {
  const nameOf = NODE[distribution] ?? NODE.kind;
  return nameOf(version);
}

/** Images of a distribution's own pods. */
export function imagesInside({ distribution, version }: Release): readonly string[] {
  return INSIDE[distribution]?.(version) ?? [];
}

/** The image without which a distribution cannot be had here; `undefined` where the toolchain makes node images itself. */
export function indispensableImage(release: Release): string | undefined {
  return release.distribution in INSIDE ? releasedNodeImage(release) : undefined;
}
