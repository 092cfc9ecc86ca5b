import type { Context } from "../context.ts";
import { docker } from "../docker.ts";
import { installPlugins } from "./cni.ts";
import { runController } from "./controller.ts";
import { deleteK0sCluster } from "./delete.ts";
import { checkImages } from "./images.ts";
import type { K0sInputs } from "./inputs.ts";
import { CLUSTER_LABEL, dataOf, pluginsOf, workersOf } from "./names.ts";
import { runWorkers } from "./worker.ts";

/** A controller's API answers within ten seconds on a quiet machine, a worker within forty. */
const DEFAULT_TIMEOUT_SECONDS = 300;

interface Limits {
  /** 0: the default. */
  readonly timeoutSeconds: number;
  readonly signal: AbortSignal;
}

export const millisecondsOf = ({ timeoutSeconds }: Pick<Limits, "timeoutSeconds">): number =>
  (timeoutSeconds || DEFAULT_TIMEOUT_SECONDS) * 1_000;

/** Volumes, controller, workers, each in the ledger first. What a failure half made is removed again. */
export async function createK0sCluster(context: Context, inputs: K0sInputs, limits: Limits): Promise<void> {
  const { name, labels } = inputs;
  await deleteK0sCluster(context, name);
  const ledger = await context.ledger();
  const within = { timeoutMs: millisecondsOf(limits), signal: limits.signal };
  try {
    for (const volume of [dataOf(name), pluginsOf(name)]) {
      await ledger.record({ kind: "volume", name: volume, dockerHost: context.dockerHost });
      const marks = Object.entries({ ...labels, [CLUSTER_LABEL]: name });
      const args = marks.flatMap(([key, value]) => ["--label", `${key}=${value}`]);
      await docker(context, ["volume", "create", ...args, volume]);
    }
    await installPlugins(context, inputs, limits.signal);
    await runController(context, inputs, within);
    await runWorkers(context, inputs, within);
    await checkImages(context, inputs, workersOf(name, inputs.workers));
  } catch (error) {
    await deleteK0sCluster(context, name);
    throw error;
  }
}
