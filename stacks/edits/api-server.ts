import type { StandSpec } from "../spec.ts";

/** Sets kube-apiserver flags (names without dashes). */
export function withApiServerArgs(spec: StandSpec, args: Readonly<Record<string, string>>): StandSpec {
  const apiServerArgs = { ...spec.cluster.apiServerArgs, ...args };
  return { ...spec, cluster: { ...spec.cluster, apiServerArgs } };
}

/** Flags that are no longer set are kubeadm's again. */
export function withoutApiServerArgs(spec: StandSpec, ...names: readonly string[]): StandSpec {
  const kept = Object.entries(spec.cluster.apiServerArgs).filter(([name]) => !names.includes(name));
  return { ...spec, cluster: { ...spec.cluster, apiServerArgs: Object.fromEntries(kept) } };
}

/** Sets environment variables of kube-apiserver. */
export function withApiServerEnv(spec: StandSpec, env: Readonly<Record<string, string>>): StandSpec {
  return { ...spec, cluster: { ...spec.cluster, apiServerEnv: { ...spec.cluster.apiServerEnv, ...env } } };
}
