interface Kind {
  readonly api: string;
  readonly plural: string;
  readonly namespaced: boolean;
}

const of = (api: string, plural: string, namespaced = false): Kind => ({ api, plural, namespaced });
const NODES = of("/api/v1", "nodes");
const PODS = of("/api/v1", "pods", true);
const DEPLOYMENTS = of("/apis/apps/v1", "deployments", true);
const API_SERVICES = of("/apis/apiregistration.k8s.io/v1", "apiservices");
const CSRS = of("/apis/certificates.k8s.io/v1", "certificatesigningrequests");
const HPAS = of("/apis/autoscaling/v2", "horizontalpodautoscalers", true);

/** The kinds that scenarios look at, by the names that kubectl takes for them. */
const KINDS: Readonly<Record<string, Kind>> = {
  node: NODES,
  nodes: NODES,
  pod: PODS,
  pods: PODS,
  deployment: DEPLOYMENTS,
  deployments: DEPLOYMENTS,
  apiservice: API_SERVICES,
  apiservices: API_SERVICES,
  csr: CSRS,
  certificatesigningrequests: CSRS,
  hpa: HPAS,
  horizontalpodautoscalers: HPAS,
};

/** Where an object or a collection is, and what kubectl calls it in its messages; undefined for a kind that is not known here. */
export function resourcePath(
  kind: string,
  namespace: string,
  name?: string,
): { readonly path: string; readonly what: string } | undefined {
  const known = KINDS[kind];
  if (!known) return undefined;
  const { api, plural, namespaced } = known;
  const group = api.split("/").length > 3 ? `.${api.split("/")[2]}` : "";
  const folder = namespaced ? `${api}/namespaces/${namespace}/${plural}` : `${api}/${plural}`;
  return { path: name === undefined ? folder : `${folder}/${name}`, what: `${plural}${group}` };
}
