import type { ClusterNames } from "../harness/diagnose/elsewhere/cluster-names.ts";
import { podsNow } from "../harness/diagnose/judge/fresh.ts";
import type { Seen } from "../harness/diagnose/judge/seen.ts";
import { samplesOf } from "../harness/judge/view.ts";

/** Somebody's cluster: its metrics-server, Services, networks and namespaces are called otherwise than a stand's. */
const PLACE = { namespace: "monitoring", deployment: "figures" };
const OTHERWISE: readonly (readonly [RegExp, string])[] = [
  [/\b10\.96\.(\d+\.\d+)/g, "172.30.$1"],
  [/\b10\.244\.(\d+\.\d+)/g, "192.168.$1"],
  [/service\/metrics-srv in "kube-system"/g, 'service/numbers in "monitoring"'],
  [/service\/metrics-server in "kube-system"/g, 'service/figures in "monitoring"'],
  [/metrics-server\.kube-system/g, "figures.monitoring"],
  [/deployment "metrics-server"/g, 'deployment "figures"'],
  [/is not listening on port 443/g, "is not listening on port 8443"],
  [/container report of Pod report/g, "container dump of Pod nightly-x7"],
  [/kubectl get hpa web /g, "kubectl -n shop get hpa checkout "],
  [/faultline-stuck/g, "team-a"],
];

/** The same look at a cluster whose objects are all called otherwise, and what they are called there. */
export function renamedLook(seen: Seen): { readonly seen: Seen; readonly names: ClusterNames } {
  const nodes = nodesOf(seen);
  const renamed = JSON.parse(JSON.stringify({ ...seen, bornAt: undefined }), (_key, value: unknown) =>
    typeof value === "string" ? otherwise(value, nodes) : value,
  ) as Omit<Seen, "bornAt">;
  const look = { ...renamed, bornAt: seen.bornAt };
  return { seen: look, names: namesIn(look) };
}

/** What a look would have learned from the objects themselves; addresses were not told. */
function namesIn(seen: Seen): ClusterNames {
  const pods = [...podsNow(seen).values()];
  const message = samplesOf(seen, "apiservice").findLast(({ message: said }) =>
    said.includes("service/"),
  )?.message;
  const [, name = PLACE.deployment] = /service\/(\S+) in /.exec(message ?? "") ?? [];
  const counts = seen.samples.some((each) => each.kind === "command" && each.text.includes("Pod nightly-x7"));
  return {
    ...PLACE,
    isThere: pods.length > 0,
    service: { namespace: PLACE.namespace, name, dialled: [] },
    pods: [],
    hosts: pods.flatMap(({ node }) => node ?? []),
    going: samplesOf(seen, "namespace"),
    ...(counts && {
      autoscaler: { namespace: "shop", name: "checkout", container: "dump", pod: "nightly-x7" },
    }),
  };
}

function nodesOf(seen: Seen): readonly string[] {
  const all = [
    ...seen.nodes.flatMap(({ ready }) => ready),
    ...samplesOf(seen, "node").map(({ name }) => name),
  ];
  // The longest first: one node's name begins with another's.
  return [...new Set(all)].sort().toSorted((a, b) => b.length - a.length);
}

function otherwise(text: string, nodes: readonly string[]): string {
  const renamed = nodes.reduce(
    (rest, node, index) => rest.replaceAll(node, `ip-10-0-3-${index}.internal`),
    text,
  );
  return OTHERWISE.reduce((rest, [own, other]) => rest.replaceAll(own, other), renamed);
}
