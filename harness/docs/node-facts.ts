/** What scenarios have to know of the nodes that cells run on: a fact, then kind, k0s and k3d. */
export const NODE_FACTS: readonly (readonly string[])[] = [
  [
    "pod network",
    "10.244.0.0/16, a /24 a node (kind's default)",
    "10.244.0.0/16, a /24 a node",
    "10.42.0.0/16 (K3s' default)",
  ],
  ["Services", "10.96.0.0/16; DNS is 10.96.0.10", "10.96.0.0/12", "10.43.0.0/16 (K3s' default)"],
  [
    "address of a pod that speaks to another",
    "its own to pods and to its own node; to another node its node's: `MASQUERADE` of what leaves the pod network (a rule `-s 10.244.0.0/16` in INPUT meets pods of that node alone)",
    "its own to pods of its node; whatever leaves the node gets the node's",
    "its own to pods; to nodes its node's",
  ],
  [
    "control-plane taint",
    "none on a single node, nor with several servers and no worker; with workers servers have `node-role.kubernetes.io/control-plane:NoSchedule`",
    "the controller is no node; with `controllerIsNode` it is one without a taint",
    "none",
  ],
  [
    "a kubelet's setting",
    "`withKubelet(spec, {...})`: merged into every node's /var/lib/kubelet/config.yaml, in place. A flag of its command line: `KUBELET_EXTRA_ARGS=--v=4` as /etc/default/kubelet of `withNodeFiles`, where kind has `--runtime-cgroups=/system.slice/containerd.service`",
    "not here",
    "not here",
  ],
  [
    "a flag of kube-apiserver",
    "`withApiServerArgs`, in place",
    "`withK0sConfig(spec, { api: { extraArgs: {...} } })`",
    "`withApiServerArgs`, makes the cluster anew",
  ],
  [
    "a file in a node",
    "`withNodeFiles`; kube-apiserver's pod sees those under /etc/kubernetes/pki",
    "not here",
    "not here",
  ],
  [
    "rules and routes in a node",
    "`nodeRules`, `nodeRoutes`, `nodeUnits`",
    "`nodeRules`, `nodeRoutes`",
    "not here",
  ],
  [
    "name of a node",
    "`<cluster>-control-plane`, `-control-plane2`, `-worker`: write `{node}`, `{control-plane2}`, `{worker}`",
    "the same; the controller is no node",
    "`{node}` alone",
  ],
  [
    "images there are",
    "metrics-server's and registry.k8s.io/pause:3.10; what the desired state needs besides. Nothing is pulled: the network is sealed",
    "k0s' own",
    "K3s' own",
  ],
  ["outside addresses", "none answers; DNS as `dns` says, none without", "none answers", "none answers"],
];
