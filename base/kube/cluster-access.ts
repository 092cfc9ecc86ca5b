import { bytesOf, certificateOf } from "./certificate.ts";
import { KubeconfigError } from "./errors.ts";
import type { Chosen, Entry } from "./kubeconfig-chosen.ts";
import type { KubeconfigCluster } from "./kubeconfig-schema.ts";
import { proxyOf } from "./proxy.ts";
import { credentialsOf } from "./user-credentials.ts";

/** What it takes to talk to an API server as a kubeconfig's user. */
export interface ClusterAccess {
  /** URL; where it has a path, as Rancher's have, every request's begins with that. */
  readonly server: string;
  readonly ca?: Buffer;
  readonly cert?: Buffer;
  readonly key?: Buffer;
  readonly token?: string;
  /** Go with every request; names in lower case. */
  readonly headers?: Readonly<Record<string, string | string[]>>;
  readonly insecure: boolean;
  readonly serverName?: string;
  /** URL of an HTTP proxy. */
  readonly proxy?: string;
}

/** All that stands in the kubeconfig and its files; what its plugin would say is not in it. @throws KubeconfigError */
export function accessBy({ cluster, user }: Chosen): ClusterAccess {
  const { value } = cluster;
  const proxy = proxyOf(cluster);
  const ca = certificateOf(bytesOf(cluster, "certificate-authority"));
  const serverName = value["tls-server-name"];
  return {
    server: serverOf(cluster),
    insecure: value["insecure-skip-tls-verify"],
    ...(ca && { ca }),
    ...(serverName !== undefined && { serverName }),
    ...(proxy !== undefined && { proxy }),
    ...(user && credentialsOf(user)),
  };
}

function serverOf({ value: { server }, at }: Entry<KubeconfigCluster>): string {
  if (server === undefined || !/^https?:$/.test(URL.parse(server)?.protocol ?? ""))
    throw new KubeconfigError(`${at("server")}: no URL such as https://10.0.0.1:6443`);
  return server;
}
