import { writeFileSync } from "node:fs";
import { fakeNodes, type Reply, type Script } from "./fake-nodes.ts";

export const INPUTS = {
  name: "fl",
  nodeImage: "kindest/node:v1.32.5",
  kubernetesVersion: "1.32.5",
  serverCount: 1,
  workers: 1,
  network: "fl-net",
  kubelet: {},
  apiServerArgs: {},
  disableDefaultCNI: false,
  labels: {},
};
export const STATIC_POD = `spec:
  containers:
    - command:
        - kube-apiserver
        - --v=1
`;
export const KUBELET_FILE = "kind: KubeletConfiguration\nrotateCertificates: true\n";

/** A machine with the containers of one cluster, which `kind` makes and deletes. */
export function kindMachine(
  scratch: string,
  faults: {
    create?: Reply;
    version?: string;
    stuck?: boolean;
    isTaken?: boolean;
    /** What `docker ps` lists beside the nodes. */
    beside?: string;
  } = {},
) {
  let up = false;
  let file = KUBELET_FILE;
  let staticPod = STATIC_POD;
  let staticBase: string | undefined;
  let base: string | undefined;
  const script: Script = (command, options) => {
    if (/^kind\S* create /.test(command)) {
      up = faults.isTaken ?? false;
      // As kind does: its errors are silenced with the rest.
      if (faults.create) return command.includes("--quiet") ? { exitCode: 1 } : faults.create;
      up = true;
      writeFileSync(/--kubeconfig (\S+)/.exec(command)?.[1] ?? "", "kubeconfig of fl");
      return { stdout: `network ${options.env?.KIND_EXPERIMENTAL_DOCKER_NETWORK}` };
    }
    if (command.startsWith("kind delete")) {
      up = faults.stuck ?? false;
      return "";
    }
    if (command.startsWith("docker ps")) {
      const nodes = "fl-worker\tworker\trunning\nfl-control-plane\tcontrol-plane\trunning";
      return up ? [nodes, faults.beside].filter(Boolean).join("\n") : "";
    }
    if (command.includes(".IPAddress")) return "172.20.0.2 ";
    if (command.includes(".Mounts")) return "vol1 \nvol2 ";
    if (command.includes("cat /kind/version")) return `v${faults.version ?? "1.32.5"}`;
    if (command.endsWith("cat /var/lib/kubelet/config.yaml")) return file;
    if (command.endsWith("cat /var/lib/kubelet/config.base.yaml")) return base ?? { exitCode: 1 };
    if (command.endsWith("cat /etc/kubernetes/manifests/kube-apiserver.yaml")) return staticPod;
    if (command.endsWith("cat /etc/kubernetes/kube-apiserver.base.yaml"))
      return staticBase ?? { exitCode: 1 };
    if (command.includes("/readyz")) {
      staticBase ??= command.split(" bash ").at(-1);
      staticPod = String(options.input);
      return staticPod.includes("no-such-flag") ? { exitCode: 70, stderr: "unknown flag" } : "";
    }
    if (command.includes("systemctl restart")) {
      base ??= command.split(" bash ").at(-1);
      file = String(options.input);
      return file.includes("maxPods: -5") ? { exitCode: 70, stderr: "maxPods -5 must not be negative" } : "";
    }
    return "";
  };
  return {
    ...fakeNodes(scratch, script),
    stop: () => (up = false),
    kubeletFile: () => file,
    staticPod: () => staticPod,
  };
}
