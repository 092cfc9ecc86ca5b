import { Buffer } from "node:buffer";
import { parse, stringify } from "yaml";
import { z } from "zod";

/** vCluster's own kubeconfig, as its secret holds it. */
const own = z.looseObject({
  clusters: z.array(z.looseObject({ cluster: z.looseObject({ server: z.string() }) })).min(1),
});

/**
 * The kubeconfig in `encoded` (base64, from the secret `vc-<release>`) for use from outside: it names localhost, which stays the
 * name its certificate is checked against, and `server` is asked instead.
 */
export function reachableAt(encoded: string, server: string): string {
  const config = own.parse(parse(Buffer.from(encoded, "base64").toString("utf8")));
  const clusters = config.clusters.map((entry) => ({
    ...entry,
    cluster: { ...entry.cluster, server, "tls-server-name": "localhost" },
  }));
  return stringify({ ...config, clusters });
}
