import type { Context } from "../context.ts";
import { docker, tryDocker } from "../docker.ts";
import { NodeCommandFailed } from "../errors.ts";
import { CONTAINERD_DROP_IN, conflistOf, PLUGIN_DIR } from "./cni.ts";
import { withImages } from "./images.ts";
import type { K0sInputs } from "./inputs.ts";
import { CLUSTER_LABEL, controllerOf, pluginsOf, workersOf } from "./names.ts";

const TOKEN_FILE = "/etc/k0s/token";

interface Limits {
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

/** Starts the workers, which join and carry their images. */
export async function runWorkers(context: Context, inputs: K0sInputs, limits: Limits): Promise<void> {
  const { name, image, network, labels, workers } = inputs;
  const create = ["exec", controllerOf(name), "k0s", "token", "create", "--role=worker"];
  const token = await docker(context, create, { signal: limits.signal });
  const { startNode } = await import("./node-container.ts");
  const ledger = await context.ledger();
  await withImages(context, inputs, async (files) => {
    for (const [at, worker] of workersOf(name, workers).entries()) {
      await ledger.record({ kind: "container", name: worker, dockerHost: context.dockerHost });
      await startNode({
        name: worker,
        image,
        network,
        labels: { ...labels, [CLUSTER_LABEL]: name },
        command: ["k0s", "worker", "--token-file", TOKEN_FILE],
        volumes: { [PLUGIN_DIR]: pluginsOf(name) },
        contents: [{ content: token, target: TOKEN_FILE }, CONTAINERD_DROP_IN, conflistOf(at)],
        files,
        ready: "test -e /run/k0s/containerd.sock",
        timeoutMs: limits.timeoutMs,
      });
      limits.signal.throwIfAborted();
      await joined(context, name, worker, limits);
    }
  });
}

/** A kubelet registers its node only once the images are in. @throws NodeCommandFailed with the node's log. */
async function joined(
  context: Context,
  cluster: string,
  node: string,
  { timeoutMs, signal }: Limits,
): Promise<void> {
  const wait = ["wait", "--for=create", `node/${node}`, `--timeout=${Math.ceil(timeoutMs / 1_000)}s`];
  const args = ["exec", controllerOf(cluster), "k0s", "kubectl", ...wait];
  const seen = await tryDocker(context, args, { signal });
  signal.throwIfAborted();
  if (seen.exitCode === 0) return;
  const logs = await tryDocker(context, ["logs", "--tail", "30", node]);
  throw new NodeCommandFailed(`${node} does not join: ${seen.stderr}`, logs, "Its log says why:");
}
