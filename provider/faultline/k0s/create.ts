import type { CreateCall } from "../../protocol/plugin.ts";
import type { Context } from "../context.ts";
import { docker, NodeCommandFailed, tryDocker } from "../docker.ts";
import { CONTAINERD_DROP_IN, conflistOf, installPlugins, PLUGIN_DIR } from "./cni.ts";
import { type NodeLimits, runController } from "./controller.ts";
import { deleteK0sCluster } from "./delete.ts";
import { checkImages, withImages } from "./images.ts";
import { CLUSTER_LABEL, controllerOf, dataOf, type K0sInputs, pluginsOf, workersOf } from "./inputs.ts";

/** A controller's API answers within ten seconds on a quiet machine, a worker within forty. */
const DEFAULT_TIMEOUT_SECONDS = 300;

type Call = Pick<CreateCall, "timeoutSeconds" | "signal">;

export const millisecondsOf = ({ timeoutSeconds }: Pick<Call, "timeoutSeconds">): number =>
  (timeoutSeconds || DEFAULT_TIMEOUT_SECONDS) * 1_000;

/** Volumes, controller, workers, each in the ledger first. What a failure half made is removed again. */
export async function createK0sCluster(context: Context, inputs: K0sInputs, call: Call): Promise<void> {
  const { name, labels } = inputs;
  await deleteK0sCluster(context, name);
  const ledger = await context.ledger();
  const within = { timeoutMs: millisecondsOf(call), signal: call.signal };
  try {
    for (const volume of [dataOf(name), pluginsOf(name)]) {
      await ledger.record({ kind: "volume", name: volume, dockerHost: context.dockerHost });
      const marks = Object.entries({ ...labels, [CLUSTER_LABEL]: name });
      const args = marks.flatMap(([key, value]) => ["--label", `${key}=${value}`]);
      await docker(context, ["volume", "create", ...args, volume]);
    }
    await installPlugins(context, inputs, call.signal);
    await runController(context, inputs, within);
    await runWorkers(context, inputs, within);
    await checkImages(context, inputs, workersOf(name, inputs.workers));
  } catch (error) {
    await deleteK0sCluster(context, name);
    throw error;
  }
}

const TOKEN_FILE = "/etc/k0s/token";

/** Starts the workers, which join and carry their images. */
async function runWorkers(context: Context, inputs: K0sInputs, limits: NodeLimits): Promise<void> {
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
  { timeoutMs, signal }: NodeLimits,
): Promise<void> {
  const wait = ["wait", "--for=create", `node/${node}`, `--timeout=${Math.ceil(timeoutMs / 1_000)}s`];
  const args = ["exec", controllerOf(cluster), "k0s", "kubectl", ...wait];
  const seen = await tryDocker(context, args, { signal });
  signal.throwIfAborted();
  if (seen.exitCode === 0) return;
  const logs = await tryDocker(context, ["logs", "--tail", "30", node]);
  throw new NodeCommandFailed(`${node} does not join: ${seen.stderr}`, logs, "Its log says why:");
}
