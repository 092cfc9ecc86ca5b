import type { JsonObject } from "./json.ts";

/**
 * The desired state of one stand as plain data: what a scenario describes, a fault edits and a fix edits back.
 * `stacks/index.ts` turns it into Pulumi resources and decides nothing.
 */
export interface StandSpec {
  readonly cluster: ClusterSpec;
  /** CoreDNS as a workload; `null` leaves the cluster without DNS (kubeadm's addon is always skipped). */
  readonly dns: DnsSpec | null;
  readonly metricsServer: MetricsServerSpec;
  /** iptables rules inside nodes, in the order they are inserted; kind and k0s have them. */
  readonly nodeRules: readonly NodeRuleSpec[];
  /** Routes inside nodes. */
  readonly nodeRoutes?: readonly NodeRouteSpec[];
  /** systemd units inside nodes, and drop-ins to those there are. */
  readonly nodeUnits?: readonly NodeUnitSpec[];
  /** NetworkPolicies of the cluster. They bite where `policyEngine` is on, or where the node image's CNI enforces them. */
  readonly networkPolicies?: readonly NetworkPolicySpec[];
  /** Whether something must enforce NetworkPolicies in this cluster. */
  readonly policyEngine?: boolean;
  /**
   * Kubernetes objects of any kind that the Kubernetes plugin's stand-in knows (provider/kubernetes/kinds.ts): another team's workload, a
   * second APIService, RBAC, a quota. With a vCluster they are in its host, as all of the above.
   */
  readonly objects?: readonly ObjectSpec[];
  /** A virtual cluster inside; `kubectl top` is then asked of it, and everything above describes its host. */
  readonly vcluster?: VClusterSpec;
}

/** What makes the cluster: kind, k3d (K3s) or k0s. `stacks/clusters/` has one file each. */
export type Distribution = "kind" | "k3d" | "k0s";

export interface ClusterSpec {
  readonly distribution: Distribution;
  /** Kubernetes version without the `v`, e.g. "1.32.5". */
  readonly version: string;
  readonly servers: number;
  readonly workers: number;
  /**
   * Merged into the KubeletConfiguration of every node (https://kubernetes.io/docs/reference/config-api/kubelet-config.v1beta1/).
   * A change is an update in place: the file in the node is rewritten and the kubelet restarted.
   */
  readonly kubelet: JsonObject;
  /** kube-apiserver flags without the dashes. A change is an update in place: kubelets replace the static pods. */
  readonly apiServerArgs: Readonly<Record<string, string>>;
  /** Environment variables of kube-apiserver; a change is an update in place. */
  readonly apiServerEnv?: Readonly<Record<string, string>>;
  /**
   * Files in every node, by their absolute path. kube-apiserver's pod has those under /etc/kubernetes/pki. They are there before kubelets
   * and API servers get settings that name them, and go after; a change of files alone restarts the kubelets.
   */
  readonly files?: Readonly<Record<string, NodeFileSpec>>;
  /** What carries packets between pods of different nodes: the node image's bridge carries none (default), or flannel over VXLAN. */
  readonly podNetwork?: "bridge" | "flannel-vxlan";
  /** Flags of flanneld without the dashes, e.g. { "public-ip": "10.0.2.15" }. */
  readonly flannelArgs?: Readonly<Record<string, string>>;
  /** Of k0s only: what its controller is told. k0s brings its own metrics-server, so `metricsServer` and `dns` are not applied. */
  readonly k0s?: K0sSpec;
  /** Of k3d only: what K3s' servers are told. A change makes the cluster anew. */
  readonly k3s?: K3sSpec;
}

export interface NodeFileSpec {
  readonly content: string;
  /** Octal; "0644" where not given. Of root, as kubelet and kube-apiserver are. */
  readonly mode?: string;
}

export interface K3sSpec {
  /** Whether servers are nodes as well; if not (`--disable-agent`), they have no kubelet, no kube-proxy and no way into the pod network. */
  readonly serverIsNode: boolean;
  /** How the API server reaches nodes and pods: `--egress-selector-mode` (https://docs.k3s.io/cli/server). */
  readonly egressSelectorMode: "agent" | "pod" | "cluster" | "disabled";
}

/** A change re-creates the controller on its data; the workers stay. */
export interface K0sSpec {
  /** `k0s controller --disable-components` (https://docs.k0sproject.io/stable/configuration/#disabling-controller-components). */
  readonly disabledComponents: readonly string[];
  /** `spec` of the ClusterConfig, checked by k0s itself before anything changes. */
  readonly config: JsonObject;
  /** The controller is also a node (`--enable-worker --no-taints`). */
  readonly controllerIsNode: boolean;
}

export interface DnsSpec {
  /** `nxdomain`: names outside the cluster answer NXDOMAIN. `forward`: they go to the node's resolver (still sealed). */
  readonly unknownNames: "nxdomain" | "forward";
}

/** Every knob of the upstream manifest (metrics-server manifests/base at the version's tag). A part set to `null` is absent. */
export interface MetricsServerSpec {
  /** Without the `v`, e.g. "0.7.2". */
  readonly version: string;
  readonly deployment: MetricsServerDeployment | null;
  /** Rules of ClusterRole system:metrics-server. */
  readonly clusterRole: readonly PolicyRule[];
  readonly service: MetricsServerService | null;
  readonly apiService: MetricsServerApiService | null;
  /** Objects of the manifest that are left out, beside parts that are `null`. */
  readonly without?: readonly MetricsServerObject[];
}

/** Objects of the manifest that no part of the spec stands for. */
export type MetricsServerObject =
  | "RoleBinding/metrics-server-auth-reader"
  | "ClusterRoleBinding/metrics-server:system:auth-delegator"
  | "ClusterRole/system:aggregated-metrics-reader";

export interface MetricsServerDeployment {
  /** Flags without the dashes, in the manifest's order; `true` is a flag without a value. */
  readonly args: Readonly<Record<string, string | true>>;
  readonly replicas: number;
  /** Workloads under test roll with Recreate: a RollingUpdate keeps the healthy old pod serving and hides the fault. */
  readonly strategy: "Recreate" | "RollingUpdate";
  /** Of a RollingUpdate, a count or e.g. "25%"; 0 as in the manifest where not given. */
  readonly maxUnavailable?: number | string;
  readonly hostNetwork: boolean;
  /** The node that the pods must run on, as in `NodeRuleSpec`; left to the scheduler where not given. */
  readonly node?: string | null;
  /** No two pods on one node (required anti-affinity, as metrics-server's high-availability manifest has it), or rather not (preferred). */
  readonly spread?: true | "preferred";
  /** Of the container; those of the manifest where not given. */
  readonly resources?: ResourcesSpec;
  /** Of the pods (https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/#scheduling); none where not given. */
  readonly tolerations?: readonly JsonObject[];
  /** "system-cluster-critical" where not given; `null` for none. */
  readonly priorityClassName?: string | null;
  readonly containerPort: number;
  readonly readiness: ProbeSpec;
  readonly liveness: ProbeSpec;
  /** Pod template annotations; `kubectl.kubernetes.io/restartedAt` is how a spec asks for a restart. */
  readonly podAnnotations: Readonly<Record<string, string>>;
}

/** By resource, e.g. { cpu: "100m", memory: "200Mi" }. */
interface ResourcesSpec {
  readonly requests?: Readonly<Record<string, string>>;
  readonly limits?: Readonly<Record<string, string>>;
}

/** An HTTPS probe of the container port; all times in seconds. */
export interface ProbeSpec {
  readonly path: string;
  readonly initialDelaySeconds: number;
  readonly periodSeconds: number;
  readonly timeoutSeconds: number;
  readonly failureThreshold: number;
}

export interface PolicyRule {
  readonly apiGroups: readonly string[];
  readonly resources: readonly string[];
  readonly verbs: readonly string[];
}

export interface MetricsServerService {
  /** Default "metrics-server". */
  readonly name?: string;
  readonly selector: Readonly<Record<string, string>>;
  readonly port: number;
  readonly targetPort: number | string;
  readonly internalTrafficPolicy: "Cluster" | "Local";
  /** Of the port; the version's manifest decides where not given, `null` leaves it out. */
  readonly appProtocol?: string | null;
}

export interface MetricsServerApiService {
  readonly serviceName: string;
  readonly serviceNamespace: string;
  readonly servicePort: number;
  readonly insecureSkipTLSVerify: boolean;
  /** PEM, or `null` for none. */
  readonly caBundle: string | null;
}

export interface NodeRuleSpec {
  /** Unique among the stand's rules; becomes the Pulumi resource name and the rule's iptables comment. */
  readonly name: string;
  /** "all" or a node's role and index: "control-plane", "control-plane2", "worker". */
  readonly node: string;
  readonly table: "filter" | "mangle" | "raw";
  readonly chain: "INPUT" | "OUTPUT" | "FORWARD" | "PREROUTING";
  /** iptables match arguments, e.g. ["-p","tcp","--dport","10250"]. */
  readonly match: readonly string[];
  /** e.g. ["DROP"] or ["REJECT","--reject-with","icmp-host-prohibited"]. */
  readonly target: readonly string[];
}

/** A route that takes precedence over the node's own routes, e.g. to another node's pods. */
export interface NodeRouteSpec {
  /** Unique among the stand's routes; becomes the Pulumi resource name. */
  readonly name: string;
  /** As in `NodeRuleSpec`. */
  readonly node: string;
  /** CIDR, or `{ podsOf: "worker" }`: the pod CIDR of that node. */
  readonly to: string | { readonly podsOf: string };
  /** Role and index of the node that is the gateway, e.g. "worker"; `null`: the destination cannot be reached from the node. */
  readonly via: string | null;
}

/** Units of a node's systemd (https://www.freedesktop.org/software/systemd/man/latest/systemd.unit.html). */
export interface NodeUnitSpec {
  /** Unique among the stand's units; becomes the Pulumi resource name. */
  readonly name: string;
  /** As in `NodeRuleSpec`. */
  readonly node: string;
  /** By path under /etc/systemd/system, e.g. "proxy.socket" or "kubelet.service.d/50-slow.conf". */
  readonly files: Readonly<Record<string, string>>;
  /** The unit to start; none where the files change units that run already. */
  readonly start?: string;
}

/** A NetworkPolicy (https://kubernetes.io/docs/reference/kubernetes-api/policy-resources/network-policy-v1/). */
export interface NetworkPolicySpec {
  readonly name: string;
  readonly namespace: string;
  readonly spec: JsonObject;
}

/**
 * A Kubernetes object as its manifest has it. Pulumi does not wait for it, unless it says so itself (annotation `pulumi.com/skipAwait: "false"`).
 * In diffs it is called `<namespace>/<name>`, or `<name>` where the manifest gives no namespace. Pods have the images that are in the
 * nodes: nothing is pulled on a sealed network.
 */
export type ObjectSpec = JsonObject & {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: JsonObject & {
    readonly name: string;
    readonly namespace?: string;
    readonly annotations?: Readonly<Record<string, string>>;
  };
};

export interface VClusterSpec {
  /** Without the `v`, e.g. "0.20.0". A change is a Helm upgrade. */
  readonly version: string;
  /** Version of the Helm that installs and upgrades it, without the `v`; left out: the reported one. */
  readonly helm?: string;
  /** Values of the chart (vcluster.yaml) beside those that make it run on a machine without registries. A change is a Helm upgrade. */
  readonly values: JsonObject;
}
