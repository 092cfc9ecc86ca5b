import { join } from "node:path";
import type { Context } from "../context.ts";
import { docker, tryDocker } from "../docker.ts";
import { NodeCommandFailed } from "../errors.ts";
import { withScratch } from "../scratch.ts";
import { CONTAINERD_DROP_IN, conflistOf, PLUGIN_DIR } from "./cni.ts";
import type { K0sInputs } from "./inputs.ts";
import { CLUSTER_LABEL, controllerOf, pluginsOf, workerOf } from "./names.ts";

const TOKEN_FILE = "/etc/k0s/token";
/** Where k0s imports images from before it starts the kubelet (docs/airgap-install.md). */
const BUNDLE = "/var/lib/k0s/images/faultline.tar";

/** Starts the workers, which join and carry the images that a sealed network lets nobody pull. */
export async function runWorkers(
  context: Context,
  inputs: K0sInputs,
  limits: { readonly timeoutMs: number; readonly signal: AbortSignal },
): Promise<void> {
  const { name, image, network, labels, workers } = inputs;
  const create = ["exec", controllerOf(name), "k0s", "token", "create", "--role=worker"];
  const token = await docker(context, create, { signal: limits.signal });
  const { startNode } = await import("./node-container.ts");
  const ledger = await context.ledger();
  await withScratch(context, `${name}-images`, async (scratch) => {
    const bundle = await saveImages(context, inputs.images, join(scratch, "images.tar"));
    for (let nth = 1; nth <= workers; nth += 1) {
      const worker = workerOf(name, nth);
      await ledger.record({ kind: "container", name: worker, dockerHost: context.dockerHost });
      await startNode({
        name: worker,
        image,
        network,
        labels: { ...labels, [CLUSTER_LABEL]: name },
        command: ["k0s", "worker", "--token-file", TOKEN_FILE],
        volumes: { [PLUGIN_DIR]: pluginsOf(name) },
        contents: [{ content: token, target: TOKEN_FILE }, CONTAINERD_DROP_IN, conflistOf(nth - 1)],
        files: bundle === undefined ? [] : [{ source: bundle, target: BUNDLE }],
        ready: "test -S /run/k0s/containerd.sock",
        timeoutMs: limits.timeoutMs,
      });
      limits.signal.throwIfAborted();
      await joined(context, name, worker, limits);
    }
  });
}

/** Its kubelet registers it only once the images are in. */
async function joined(
  context: Context,
  cluster: string,
  worker: string,
  { timeoutMs, signal }: { readonly timeoutMs: number; readonly signal: AbortSignal },
): Promise<void> {
  const wait = ["wait", "--for=create", `node/${worker}`, `--timeout=${Math.ceil(timeoutMs / 1_000)}s`];
  const seen = await tryDocker(context, ["exec", controllerOf(cluster), "k0s", "kubectl", ...wait], {
    signal,
  });
  signal.throwIfAborted();
  if (seen.exitCode === 0) return;
  const logs = await tryDocker(context, ["logs", "--tail", "30", worker]);
  throw new NodeCommandFailed(`${worker} does not join: ${seen.stderr}`, logs, "Its log says why:");
}

/** One archive of those images that the engine has; undefined for none. */
async function saveImages(
  context: Context,
  images: readonly string[],
  file: string,
): Promise<string | undefined> {
  const known = await Promise.all(
    images.map(async (image) => (await tryDocker(context, ["image", "inspect", image])).exitCode === 0),
  );
  const had = images.filter((_, at) => known[at]);
  if (had.length === 0) return undefined;
  await docker(context, ["save", "--output", file, ...had]);
  return file;
}

/** @throws NodeCommandFailed when a worker can never start its pods for want of an image. */
export async function checkImages(context: Context, { name, images, workers }: K0sInputs): Promise<void> {
  for (let nth = 1; nth <= workers; nth += 1) {
    const worker = workerOf(name, nth);
    const args = ["exec", worker, "k0s", "ctr", "--namespace", "k8s.io", "images", "ls", "-q"];
    const listed = await tryDocker(context, args);
    const there = new Set(listed.stdout.split("\n"));
    const missing = images.filter((image) => !there.has(image));
    if (listed.exitCode === 0 && missing.length === 0) continue;
    throw new NodeCommandFailed(
      `${worker} lacks ${missing.join(", ")}, which its pods need and a sealed network lets nobody pull`,
      listed,
      "Neither the node image nor the engine has them: bring them with `faultline toolchain import <tar>`.",
    );
  }
}
