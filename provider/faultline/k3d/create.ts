import { join } from "node:path";
import type { CreateCall } from "../../protocol/plugin.ts";
import { type Context, withScratch } from "../context.ts";
import { docker, imagesOfEngine, outputOf, tryDocker } from "../docker.ts";
import { containerNames, deleteK3dCluster, imageVolumeOf, type K3dInputs, k3d, nodesOf } from "./k3d.ts";

/** K3s is up within half a minute on a quiet machine. */
const DEFAULT_TIMEOUT_SECONDS = 300;

/** Ledger entries first, then `k3d cluster create`; returns the kubeconfig. What a failure half made is removed again. */
export async function createK3dCluster(
  context: Context,
  inputs: K3dInputs,
  { timeoutSeconds, signal }: Pick<CreateCall, "timeoutSeconds" | "signal">,
): Promise<string> {
  const { name, serverCount, agents } = inputs;
  const must = async (args: readonly string[]): Promise<string> => {
    const result = await k3d(context, name, args, { signal });
    signal.throwIfAborted();
    const remedy = "`faultline doctor` checks what clusters need on this machine.";
    return outputOf(result, `k3d ${args.slice(0, 2).join(" ")} of ${name} failed`, remedy);
  };
  await deleteK3dCluster(context, name);
  const ledger = await context.ledger();
  const { dockerHost } = context;
  for (const container of containerNames(name, serverCount, agents))
    await ledger.record({ kind: "container", name: container, dockerHost });
  await ledger.record({ kind: "volume", name: imageVolumeOf(name), dockerHost });
  try {
    await must(createArgs(inputs, timeoutSeconds || DEFAULT_TIMEOUT_SECONDS));
    await importImages(context, inputs, signal);
    return await must(["kubeconfig", "get", name]);
  } catch (error) {
    await deleteK3dCluster(context, name);
    throw error;
  }
}

/** No load balancer: its image is one more that could not be had, and one server needs none. */
function createArgs(inputs: K3dInputs, timeoutSeconds: number): string[] {
  const { name, image, serverCount, agents, network, serverArgs, labels } = inputs;
  return [
    ...["cluster", "create", name, "--image", image, "--network", network],
    ...["--servers", String(serverCount), "--agents", String(agents), "--no-lb"],
    // Only this machine reaches it; the port is a free one.
    ...["--api-port", "127.0.0.1:random"],
    ...["--kubeconfig-update-default=false", "--kubeconfig-switch-context=false"],
    ...["--wait", "--timeout", `${timeoutSeconds}s`],
    ...serverArgs.flatMap((arg) => ["--k3s-arg", `${arg}@server:*`]),
    ...Object.entries(labels).flatMap(([key, value]) => ["--runtime-label", `${key}=${value}@all`]),
  ];
}

const AGENTLESS = "--disable-agent";
const IN_NODE = "/faultline-images.tar";

/**
 * A sealed network lets nobody pull: what the nodes lack and the engine has is put into them. What neither has is for the pods to tell.
 * Not by `k3d image import`: it fails on a server without an agent, which has no containerd and runs no pods.
 */
async function importImages(context: Context, inputs: K3dInputs, signal: AbortSignal): Promise<void> {
  const { name, images, serverArgs } = inputs;
  const nodes = (await nodesOf(context, name)).filter(
    ({ role }) => role === "agent" || !serverArgs.includes(AGENTLESS),
  );
  const lists = await Promise.all(nodes.map((node) => imagesIn(context, node.name)));
  const wanted = images.filter((each) => lists.some((there) => !there.has(each)));
  const lacking = await imagesOfEngine(context, wanted);
  if (lacking.length === 0) return;
  await withScratch(context, `${name}-images`, async (scratch) => {
    const bundle = join(scratch, "images.tar");
    await docker(context, ["save", "--output", bundle, ...lacking], { signal });
    for (const node of nodes) {
      await docker(context, ["cp", bundle, `${node.name}:${IN_NODE}`], { signal });
      await docker(context, ["exec", node.name, ...CTR, "import", IN_NODE], { signal });
      await docker(context, ["exec", node.name, "rm", IN_NODE], { signal });
    }
  });
}

const CTR = ["ctr", "-n", "k8s.io", "images"];

async function imagesIn(context: Context, node: string): Promise<ReadonlySet<string>> {
  return new Set((await tryDocker(context, ["exec", node, ...CTR, "ls", "-q"])).stdout.split("\n"));
}
