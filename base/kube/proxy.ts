import { KubeconfigError } from "./errors.ts";
import type { Entry } from "./kubeconfig-chosen.ts";
import type { KubeconfigCluster } from "./kubeconfig-schema.ts";

/** From here on Node's agents know proxies; an older one would go past them without a word. */
const SINCE = [24, 5] as const;

/** The proxy of a cluster, where it names one. @throws KubeconfigError for one that cannot be used. */
export function proxyOf(
  { value, at }: Entry<KubeconfigCluster>,
  node: string = process.versions.node,
): string | undefined {
  const url = value["proxy-url"];
  if (url === undefined) return undefined;
  if (!/^https?:$/.test(URL.parse(url)?.protocol ?? ""))
    throw new KubeconfigError(
      `${at("proxy-url")}: only http:// and https:// proxies are known; name such a one, or reach the cluster by a tunnel`,
    );
  const [major = 0, minor = 0] = node.split(".").map(Number);
  if (major < SINCE[0] || (major === SINCE[0] && minor < SINCE[1]))
    throw new KubeconfigError(
      `${at("proxy-url")}: a proxy wants Node ${SINCE.join(".")}, and this is ${node}`,
    );
  return url;
}
