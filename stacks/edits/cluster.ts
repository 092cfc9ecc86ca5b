import { merged } from "../../base/merged.ts";
import type { JsonObject } from "../json.ts";
import type { ClusterSpec, K0sSpec, K3sSpec, StandSpec } from "../spec.ts";

/** As k0s comes. */
export const K0S_DEFAULTS: K0sSpec = { disabledComponents: [], config: {}, controllerIsNode: false };
/** K3s' own defaults (https://docs.k3s.io/cli/server). */
const K3S_DEFAULTS: K3sSpec = { serverIsNode: true, egressSelectorMode: "agent" };

function withCluster(spec: StandSpec, part: Partial<ClusterSpec>): StandSpec {
  return { ...spec, cluster: { ...spec.cluster, ...part } };
}

/** Sets kube-apiserver flags (names without dashes). */
export function withApiServerArgs(spec: StandSpec, args: Readonly<Record<string, string>>): StandSpec {
  return withCluster(spec, { apiServerArgs: { ...spec.cluster.apiServerArgs, ...args } });
}

/** Flags that are no longer set are kubeadm's again. */
export function withoutApiServerArgs(spec: StandSpec, ...names: readonly string[]): StandSpec {
  const kept = Object.entries(spec.cluster.apiServerArgs).filter(([name]) => !names.includes(name));
  return withCluster(spec, { apiServerArgs: Object.fromEntries(kept) });
}

/** Sets environment variables of kube-apiserver. */
export function withApiServerEnv(spec: StandSpec, env: Readonly<Record<string, string>>): StandSpec {
  return withCluster(spec, { apiServerEnv: { ...spec.cluster.apiServerEnv, ...env } });
}

/** Merges into every node's KubeletConfiguration, object by object; lists and scalars are replaced. */
export function withKubelet(spec: StandSpec, config: JsonObject): StandSpec {
  return withCluster(spec, { kubelet: merged(spec.cluster.kubelet, config) });
}

/** Puts files into every node, by their absolute path; one of the same path is replaced. */
export function withNodeFiles(spec: StandSpec, files: NonNullable<ClusterSpec["files"]>): StandSpec {
  return withCluster(spec, { files: { ...spec.cluster.files, ...files } });
}

/** Replaces the flags of flanneld. */
export function withFlannelArgs(spec: StandSpec, flannelArgs: Readonly<Record<string, string>>): StandSpec {
  return withCluster(spec, { flannelArgs });
}

/** Changes what k0s' controller is told. */
export function withK0s(spec: StandSpec, part: Partial<K0sSpec>): StandSpec {
  return withCluster(spec, { k0s: { ...(spec.cluster.k0s ?? K0S_DEFAULTS), ...part } });
}

/** Merges into `spec` of k0s.yaml, object by object; lists and scalars are replaced. */
export function withK0sConfig(spec: StandSpec, config: JsonObject): StandSpec {
  return withK0s(spec, { config: merged(spec.cluster.k0s?.config ?? {}, config) });
}

/** Changes what K3s' servers are told. */
export function withK3s(spec: StandSpec, part: Partial<K3sSpec>): StandSpec {
  return withCluster(spec, { k3s: { ...(spec.cluster.k3s ?? K3S_DEFAULTS), ...part } });
}
