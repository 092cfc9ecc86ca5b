import { apiClient } from "../../base/kube/api-client.ts";
import { readKubeconfig } from "../../base/kube/kubeconfig.ts";

const EVERY_MS = 50;
const NODES = "/apis/metrics.k8s.io/v1beta1/nodes";
const DISCOVERY = "/apis/metrics.k8s.io/v1beta1";

/**
 * The moment the metrics API really works again, found by asking it twenty times a second over one connection: far closer than the
 * harness looks, and independent of it. Milliseconds since the epoch.
 */
export function watchRecovery(kubeconfig: string): { stop: () => Promise<number | undefined> } {
  const end = new AbortController();
  let failed = false;
  let recoveredAt: number | undefined;
  const watching = (async () => {
    const client = apiClient(await readKubeconfig(kubeconfig));
    while (!end.signal.aborted) {
      const works = await answers(client, end.signal);
      if (!works) {
        failed = true;
        recoveredAt = undefined;
      } else if (failed) recoveredAt ??= Date.now();
      await new Promise((resolve) => setTimeout(resolve, EVERY_MS));
    }
    client.close();
  })();
  return {
    stop: async () => {
      const at = recoveredAt;
      end.abort();
      await watching.catch(() => {});
      return at;
    },
  };
}

/** Discovery and a list of nodes that is not empty: what `kubectl top nodes` needs. */
async function answers(client: ReturnType<typeof apiClient>, signal: AbortSignal): Promise<boolean> {
  try {
    const options = { signal, timeoutMs: 2_000 };
    const [discovery, nodes] = [await client.get(DISCOVERY, options), await client.get(NODES, options)];
    return discovery.status === 200 && nodes.status === 200 && !nodes.body.includes('"items":[]');
  } catch {
    return false;
  }
}
