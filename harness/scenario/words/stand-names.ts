/**
 * What only a stand calls so, as an expression's source has it. A scenario that wants such a name in a text takes it from here, and
 * `diagnose` puts in its place what the cluster before it calls the same thing.
 */
const raw = String.raw;

/** Where the API server dials metrics-server's Service: kind's range. */
export const SERVICE_DIALLED = raw`10\.96\.\d+\.\d+:443`;
/** Where it dials a pod of metrics-server itself. */
export const POD_DIALLED = raw`10\.244\.\d+\.\d+:10250`;
/** k0s' range of Services. */
export const K0S_SERVICE_DIALLED = raw`10\.(9[6-9]|10\d|11[01])\.\d+\.\d+:443`;
/** K3s' ranges of pods and Services. */
export const K3S_DIALLED = raw`10\.4[23]\.\d+\.\d+:(10250|443)`;
/** The Service that an APIService names though metrics-server has another. */
export const OTHER_SERVICE = raw`service\/metrics-srv in "kube-system"`;
/** The Service of a metrics-server that was removed. */
export const FORMER_SERVICE = raw`service\/metrics-server in "kube-system"`;
/** metrics-server's Service as a name to be looked up. */
export const SERVICE_LOOKED_UP = raw`metrics-server\.kube-system`;
export const DEPLOYMENT = raw`deployment "metrics-server"`;
/** What an APIService says of a Service that leads to no pod; of one that does it is out of date. */
export const NO_ADDRESSES = "have no addresses with port name";
/** The port of the Service that the APIService asks for. */
export const SERVICE_PORT = raw`is not listening on port 443`;
/** Where two workers cannot take another pod. */
export const BOTH_NODES = raw`2 node\(s\) didn't match pod anti-affinity rules`;
export const OF_BOTH_REPLICAS = raw`\d out of 2 new replicas`;
/** The node that metrics-server runs on: in its log, and where a row of `kubectl top nodes` has no figures. */
export const OWN_NODE = raw`\S+-worker`;
export const OWN_NODE_ROW = raw`-worker\s+<unknown>`;
/** Another workload's pod that an autoscaler counts, as an object and in the autoscaler's words. */
export const COUNTED = { namespace: "default", pod: "report" } as const;
export const COUNTED_POD = "container report of Pod report";
