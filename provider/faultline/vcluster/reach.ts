import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { parse, stringify } from "yaml";
import { z } from "zod";
import type { ExecResult } from "../../../base/exec.ts";
import { KUBECTL_ENV } from "../../../base/kube/kubectl-env.ts";
import type { Context } from "../context.ts";
import { NodeCommandFailed } from "../docker.ts";
import type { Host, VClusterInputs } from "./host.ts";

/** The syncer writes the secret and answers within seconds of being ready. */
const PATIENCE_MS = 120_000;
const RETRY_MS = 500;

/**
 * Waits until the virtual API server answers at its node port and returns its kubeconfig.
 * @throws NodeCommandFailed with the last answer.
 */
export async function reachVCluster(
  context: Context,
  { name, namespace, address, nodePort }: VClusterInputs,
  host: Host,
  signal: AbortSignal,
): Promise<{ readonly kubeconfig: string; readonly url: string }> {
  const url = `https://${address}:${nodePort}`;
  const file = join(host.folder, "kubeconfig");
  const cache = join(host.folder, "cache");
  const deadline = Date.now() + PATIENCE_MS;
  const get = (kubeconfig: string, ...args: string[]): Promise<ExecResult> =>
    context.exec(
      "kubectl",
      ["--kubeconfig", kubeconfig, "--cache-dir", cache, "--request-timeout=5s", ...args],
      { env: KUBECTL_ENV, signal },
    );
  for (;;) {
    const secret = ["get", "secret", `vc-${name}`, "--output", "jsonpath={.data.config}"];
    const found = await get(host.kubeconfig, "--namespace", namespace, ...secret);
    signal.throwIfAborted();
    let last = found;
    if (found.exitCode === 0 && found.stdout !== "") {
      const kubeconfig = reachableAt(found.stdout, url);
      await writeFile(file, kubeconfig, { mode: 0o600 });
      last = await get(file, "get", "--raw", "/readyz");
      if (last.exitCode === 0) return { kubeconfig, url };
    }
    if (Date.now() >= deadline)
      throw new NodeCommandFailed(
        `the virtual cluster at ${url} does not answer`,
        last,
        "See its pod's log.",
      );
    await sleep(RETRY_MS);
  }
}

/** vCluster's own kubeconfig, as its secret holds it. */
const own = z.looseObject({
  clusters: z.array(z.looseObject({ cluster: z.looseObject({ server: z.string() }) })).min(1),
});

/**
 * The kubeconfig in `encoded` (base64, from the secret `vc-<release>`) for use from outside: it names localhost, which stays the
 * name its certificate is checked against, and `server` is asked instead.
 */
function reachableAt(encoded: string, server: string): string {
  const config = own.parse(parse(Buffer.from(encoded, "base64").toString("utf8")));
  const clusters = config.clusters.map((entry) => ({
    ...entry,
    cluster: { ...entry.cluster, server, "tls-server-name": "localhost" },
  }));
  return stringify({ ...config, clusters });
}
