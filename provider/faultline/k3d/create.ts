import type { Context } from "../context.ts";
import { NodeCommandFailed } from "../errors.ts";
import { deleteK3dCluster } from "./delete.ts";
import { importImages } from "./images.ts";
import type { K3dInputs } from "./inputs.ts";
import { containerNames, imageVolumeOf, k3d } from "./k3d.ts";

/** K3s is up within half a minute on a quiet machine. */
const DEFAULT_TIMEOUT_SECONDS = 300;

interface Limits {
  /** 0: the default. */
  readonly timeoutSeconds: number;
  readonly signal: AbortSignal;
}

/** Ledger entries first, then `k3d cluster create`; returns the kubeconfig. What a failure half made is removed again. */
export async function createK3dCluster(context: Context, inputs: K3dInputs, limits: Limits): Promise<string> {
  const { name, serverCount, agents } = inputs;
  const { signal } = limits;
  await deleteK3dCluster(context, name);
  const ledger = await context.ledger();
  const { dockerHost } = context;
  for (const container of containerNames(name, serverCount, agents))
    await ledger.record({ kind: "container", name: container, dockerHost });
  await ledger.record({ kind: "volume", name: imageVolumeOf(name), dockerHost });
  try {
    await must(context, name, createArgs(inputs, limits.timeoutSeconds || DEFAULT_TIMEOUT_SECONDS), signal);
    await importImages(context, inputs, signal);
    return await must(context, name, ["kubeconfig", "get", name], signal);
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

async function must(
  context: Context,
  cluster: string,
  args: readonly string[],
  signal: AbortSignal,
): Promise<string> {
  const result = await k3d(context, cluster, args, { signal });
  signal.throwIfAborted();
  if (result.exitCode === 0) return result.stdout;
  const remedy = "`faultline doctor` checks what clusters need on this machine.";
  throw new NodeCommandFailed(`k3d ${args.slice(0, 2).join(" ")} of ${cluster} failed`, result, remedy);
}
