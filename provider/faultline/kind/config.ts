import { stringify } from "yaml";
import { trims } from "./control-plane-tuning.ts";
import type { KindInputs } from "./inputs.ts";

/**
 * The kind configuration (https://kind.sigs.k8s.io/docs/user/configuration/) of a cluster. Patches name no kubeadm API
 * version, so that kind matches them to whichever it generates.
 */
export function kindConfig(inputs: KindInputs): string {
  const trim = trims({ servers: inputs.serverCount, kubernetesVersion: inputs.kubernetesVersion });
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
      etcd: { local: { extraArgs: trim.etcd } },
      apiServer: { extraArgs: inputs.apiServerArgs },
      controllerManager: { extraArgs: trim.leaderElection },
      scheduler: { extraArgs: trim.leaderElection },
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
    { kind: "KubeletConfiguration", ...inputs.kubelet },
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

/** kind keeps the control-plane taint on several servers; without a worker it goes, because workloads then run on the servers, as on RKE2 and K3s. */
function schedulable({ serverCount, workers }: KindInputs) {
  return serverCount > 1 && workers === 0 ? { nodeRegistration: { taints: [] } } : {};
}
