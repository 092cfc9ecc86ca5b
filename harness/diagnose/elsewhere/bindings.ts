import * as own from "../../scenario/words/stand-names.ts";
import type { Autoscaler, ClusterNames } from "./cluster-names.ts";

/** What stands for a stand's own name in an expression for this cluster; null where it stays as the scenario has it. */
type Binding = (names: ClusterNames) => string | null;

/** Matches no text. */
const NOTHING = "(?!)";
const ADDRESS = String.raw`(?:[\d.]+|\[[\da-f:]+\])`;

/** By the source of what only a stand calls so. A name is that of the object which has its part here, so that none is guessed. */
export const BINDINGS: readonly (readonly [source: string, binding: Binding])[] = [
  [own.SERVICE_DIALLED, serviceDialled],
  [own.POD_DIALLED, ({ pods }) => dialled(pods, ":10250")],
  [own.K0S_SERVICE_DIALLED, (names) => only("k0s", names, serviceDialled(names))],
  [own.K3S_DIALLED, (names) => only("k3s", names, dialled(either(names), ":(10250|443)"))],
  [own.OTHER_SERVICE, (names) => (names.isThere && !isItsOwn(names) ? named(names) : null)],
  [own.FORMER_SERVICE, (names) => (names.isThere ? null : named(names))],
  [own.SERVICE_LOOKED_UP, ({ service }) => (service ? lookedUp(service) : null)],
  // An API server in trouble was seen to say so for half a minute after the pod was ready.
  [own.NO_ADDRESSES, ({ service }) => (service?.leadsToReady ? NOTHING : null)],
  [own.DEPLOYMENT, ({ deployment }) => `deployment "${literal(deployment)}"`],
  [own.SERVICE_PORT, () => String.raw`is not listening on port \d+`],
  [own.BOTH_NODES, () => String.raw`\d+ node\(s\) didn't match pod anti-affinity rules`],
  [own.OF_BOTH_REPLICAS, () => String.raw`\d+ out of \d+ new replicas`],
  [own.OWN_NODE, ({ hosts }) => anyOf(hosts)],
  [
    own.OWN_NODE_ROW,
    ({ hosts }) => (hosts.length > 0 ? String.raw`(?<![\w.-])${anyOf(hosts)}\s+<unknown>` : null),
  ],
  [own.COUNTED_POD, ({ autoscaler }) => (autoscaler ? counted(autoscaler) : null)],
];

/** A way that is barred shows in these words only where it would lead to a pod. */
function serviceDialled({ service }: ClusterNames): string {
  return service?.leadsElsewhere ? NOTHING : dialled(service?.dialled, ":443");
}

function either({ pods, service }: ClusterNames): readonly string[] {
  return [...pods, ...(service?.dialled ?? [])];
}

function lookedUp({ name, namespace }: NonNullable<ClusterNames["service"]>): string {
  return String.raw`${literal(name)}\.${literal(namespace)}`;
}

function counted({ container, pod }: Autoscaler): string {
  return `container ${literal(container)} of Pod ${literal(pod)}`;
}

/** Whom the API server dials is in its own words: where nobody told the address, any that it dials at that port is meant. */
function dialled(known: readonly string[] | undefined, port: string): string {
  return anyOf(known ?? []) ?? `${ADDRESS}${port}`;
}

/** Such a fault is one of a distribution, and elsewhere the same words have other causes. */
function only(distribution: string, names: ClusterNames, source: string): string | null {
  return names.distribution === distribution ? source : null;
}

/** The APIService names a Service that is called like metrics-server: that one is gone, not misnamed. */
function isItsOwn({ service, namespace, deployment }: ClusterNames): boolean {
  return service?.namespace === namespace && service.name === deployment;
}

function named({ service }: ClusterNames): string | null {
  return service ? String.raw`service\/${literal(service.name)} in "${literal(service.namespace)}"` : null;
}

function anyOf(names: readonly string[]): string | null {
  return names.length > 0 ? `(?:${names.map(literal).join("|")})` : null;
}

function literal(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`);
}
