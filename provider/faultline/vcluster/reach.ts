import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { ExecResult } from "../../../base/exec.ts";
import { KUBECTL_ENV } from "../../../base/kube/kubectl-env.ts";
import type { Context } from "../context.ts";
import { NodeCommandFailed } from "../errors.ts";
import type { Host } from "./host.ts";
import type { VClusterInputs } from "./inputs.ts";
import { reachableAt } from "./virtual-kubeconfig.ts";

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
  const deadline = Date.now() + PATIENCE_MS;
  const get = (kubeconfig: string, ...args: string[]): Promise<ExecResult> =>
    context.exec(
      "kubectl",
      [
        "--kubeconfig",
        kubeconfig,
        "--cache-dir",
        join(host.folder, "cache"),
        "--request-timeout=5s",
        ...args,
      ],
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
    await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
  }
}
