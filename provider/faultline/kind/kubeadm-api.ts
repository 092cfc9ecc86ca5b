import semver from "semver";

/**
 * From this version of Kubernetes on kind writes kubeadm's v1beta4 (kind v0.33.0, pkg/cluster/internal/kubeadm/config.go): flags are a
 * list, and the algorithm of keys is a field instead of a gate.
 */
const FIRST_BETA4 = "1.36.0";

export const isBeta4 = (kubernetesVersion: string): boolean => semver.gte(kubernetesVersion, FIRST_BETA4);

type Flags = Readonly<Record<string, string>>;

/** What kind gives the components itself: a merge patch adds to v1beta3's map, but puts itself in the place of v1beta4's list. */
const OF_KIND: Readonly<Record<string, Flags>> = {
  apiServer: { "runtime-config": "" },
  controllerManager: { "enable-hostpath-provisioner": "true" },
};

/** `extraArgs` of a component of kubeadm's ClusterConfiguration, in the form of the version that kind will write. */
export function extraArgs(kubernetesVersion: string, component: string, flags: Flags) {
  if (!isBeta4(kubernetesVersion)) return { extraArgs: flags };
  const all = { ...OF_KIND[component], ...flags };
  return { extraArgs: Object.entries(all).map(([name, value]) => ({ name, value })) };
}
