import type { Context } from "../context.ts";
import { docker, NodeCommandFailed, tryDocker } from "../docker.ts";
import { CONTAINERD_DROP_IN, conflistOf, installPlugins, PLUGIN_DIR } from "./cni.ts";
import { type Limits, newNode, runController, secondsOf } from "./controller.ts";
import { deleteK0sCluster } from "./delete.ts";
import { checkImages, withImages } from "./images.ts";
import { CLUSTER_LABEL, controllerOf, dataOf, type K0sInputs, pluginsOf, workersOf } from "./inputs.ts";

/** Volumes, controller, workers, each in the ledger first. What a failure half made is removed again. */
export async function createK0sCluster(context: Context, inputs: K0sInputs, limits: Limits): Promise<void> {
  const { name, labels } = inputs;
  await deleteK0sCluster(context, name);
  const ledger = await context.ledger();
  try {
    for (const volume of [dataOf(name), pluginsOf(name)]) {
      await ledger.record({ kind: "volume", name: volume, dockerHost: context.dockerHost });
      const marks = Object.entries({ ...labels, [CLUSTER_LABEL]: name });
      const args = marks.flatMap(([key, value]) => ["--label", `${key}=${value}`]);
      await docker(context, ["volume", "create", ...args, volume]);
    }
    await installPlugins(context, inputs, limits.signal);
    await runController(context, inputs, limits);
    await runWorkers(context, inputs, limits);
    await checkImages(context, inputs, workersOf(name, inputs.workers));
  } catch (error) {
    await deleteK0sCluster(context, name);
    throw error;
  }
}

const TOKEN_FILE = "/etc/k0s/token";

/** Starts the workers, which join and carry their images. */
async function runWorkers(context: Context, inputs: K0sInputs, limits: Limits): Promise<void> {
  const { name, workers } = inputs;
  const create = ["exec", controllerOf(name), "k0s", "token", "create", "--role=worker"];
  const token = await docker(context, create, { signal: limits.signal });
  const { startNode } = await import("./node-container.ts");
  await withImages(context, inputs, async (files) => {
    for (const [at, worker] of workersOf(name, workers).entries()) {
      await startNode({
        ...(await newNode(context, inputs, worker, limits)),
        command: ["k0s", "worker", "--token-file", TOKEN_FILE],
        volumes: { [PLUGIN_DIR]: pluginsOf(name) },
        contents: [{ content: token, target: TOKEN_FILE }, CONTAINERD_DROP_IN, conflistOf(at)],
        files,
        ready: "test -e /run/k0s/containerd.sock",
      });
      limits.signal.throwIfAborted();
      await joined(context, name, worker, limits);
    }
  });
}

/** A kubelet registers its node only once the images are in. @throws NodeCommandFailed with the node's log. */
async function joined(context: Context, cluster: string, node: string, limits: Limits): Promise<void> {
  const wait = ["wait", "--for=create", `node/${node}`, `--timeout=${Math.ceil(secondsOf(limits))}s`];
  const args = ["exec", controllerOf(cluster), "k0s", "kubectl", ...wait];
  const seen = await tryDocker(context, args, { signal: limits.signal });
  limits.signal.throwIfAborted();
  if (seen.exitCode === 0) return;
  const logs = await tryDocker(context, ["logs", "--tail", "30", node]);
  throw new NodeCommandFailed(`${node} does not join: ${seen.stderr}`, logs, "Its log says why:");
}
