import semver from "semver";
import { stringify } from "yaml";
import { z } from "zod";
import { CGROUP_V1 } from "../../../toolchain/versions.ts";
import { trims } from "./control-plane-tuning.ts";
import { extraArgs } from "./kubeadm-api.ts";
import { NodeFiles } from "./put-files.ts";

/** Linux limits host names to 63 characters, and kind appends "-external-load-balancer" (23 and a dash). */
const NAME_MAX = 39;

export const KindInputs = z.object({
  name: z
    .string()
    .regex(/^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/, "wants lower case letters, digits, dots and dashes")
    .max(NAME_MAX),
  nodeImage: z.string().min(1),
  kubernetesVersion: z.string().regex(/^\d+\.\d+\.\d+/, 'wants a version without the v, e.g. "1.32.5"'),
  serverCount: z.number().int().min(1),
  workers: z.number().int().min(0),
  network: z.string().min(1),
  kubelet: z.record(z.string(), z.json()),
  apiServerArgs: z.record(z.string().regex(/^[a-z]/, "flags come without dashes"), z.string()),
  /** No pod network: the nodes stay NotReady until a workload brings one. */
  disableDefaultCNI: z.boolean(),
  apiServerEnv: z.record(z.string().regex(/^\w+$/), z.string()).optional(),
  files: NodeFiles.optional(),
  labels: z.record(z.string(), z.string()),
});

export type KindInputs = z.infer<typeof KindInputs>;

/**
 * The kind configuration (https://kind.sigs.k8s.io/docs/user/configuration/) of a cluster. Patches name no kubeadm API
 * version, so that kind matches them to whichever it generates.
 */
export function kindConfig(wanted: KindInputs): string {
  // Settings may name files, which only a node that is there can be given.
  const inputs = wanted.files ? { ...wanted, kubelet: {}, apiServerArgs: {} } : wanted;
  const { kubernetesVersion } = inputs;
  const trim = trims(inputs.serverCount, kubernetesVersion);
  const args = (component: string, flags: Readonly<Record<string, string>>) =>
    extraArgs(kubernetesVersion, component, flags);
  const node = {
    image: inputs.nodeImage,
    ...(Object.keys(inputs.labels).length > 0 && { labels: inputs.labels }),
    // kubeadm reads the patches wherever a node joins, a worker included.
    ...trim.node,
  };
  const patches = [
    {
      kind: "ClusterConfiguration",
      ...trim.keys,
      etcd: { local: args("etcd", trim.etcd) },
      apiServer: args("apiServer", { ...trim.apiServer, ...inputs.apiServerArgs }),
      controllerManager: args("controllerManager", trim.leaderElection),
      scheduler: args("scheduler", trim.leaderElection),
    },
    // kind's own list has preflight, and a merge patch replaces lists.
    {
      kind: "InitConfiguration",
      skipPhases: ["preflight", ...trim.skipPhases],
      ...trim.joining,
      ...schedulable(inputs),
    },
    // What joins installs no addon, and kind's own list of phases to skip stays.
    { kind: "JoinConfiguration", ...trim.joining, ...schedulable(inputs) },
    { kind: "KubeletConfiguration", ...onCgroupV1(kubernetesVersion), ...inputs.kubelet },
  ];
  return stringify(
    {
      kind: "Cluster",
      apiVersion: "kind.x-k8s.io/v1alpha4",
      name: inputs.name,
      nodes: [
        ...Array.from({ length: inputs.serverCount }, () => ({ role: "control-plane", ...node })),
        ...Array.from({ length: inputs.workers }, () => ({ role: "worker", ...node })),
      ],
      ...(inputs.disableDefaultCNI && { networking: { disableDefaultCNI: true } }),
      kubeadmConfigPatches: patches.map((patch) => stringify(patch, { aliasDuplicateObjects: false })),
    },
    { aliasDuplicateObjects: false },
  );
}

/** Said on every machine, because the engine may be another one's; a machine with cgroup v2 has nothing to refuse. */
function onCgroupV1(kubernetesVersion: string) {
  return semver.gte(kubernetesVersion, CGROUP_V1.refusedFrom) ? { failCgroupV1: false } : {};
}

/** kind keeps the control-plane taint on several servers; without a worker it goes, because workloads then run on the servers, as on RKE2 and K3s. */
function schedulable({ serverCount, workers }: KindInputs) {
  return serverCount > 1 && workers === 0 ? { nodeRegistration: { taints: [] } } : {};
}
