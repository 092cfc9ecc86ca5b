import * as pulumi from "@pulumi/pulumi";
import type { PulumiFn } from "@pulumi/pulumi/automation/index.js";
import { releasedNodeImage } from "../../stacks/clusters/released-images.ts";
import { realise } from "../../stacks/index.ts";
import type { StandSpec } from "../../stacks/spec.ts";
import type { StandOptions, StandUp } from "./stand.ts";

/** How to get at a cluster; `kubeconfig` is the text itself, here and of the host. */
export type Reach = Pick<StandUp, "kubeconfig" | "host" | "servers" | "nodes">;

/**
 * The inline program of a spec. `onReach` hears of the cluster while the program runs (never in a preview that creates it), which
 * saves asking the CLI for the stack's outputs afterwards.
 */
export function standProgram(
  options: StandOptions,
  spec: StandSpec,
  onReach: (reach: Reach) => void,
): PulumiFn {
  const { name, cluster = name, nodeImage, env } = options;
  return async () => {
    const outputs = realise(spec, {
      name: cluster,
      nodeImage: (wanted) => nodeImage ?? releasedNodeImage(wanted),
      labels: { "faultline.run": env.FAULTLINE_RUN ?? name },
    });
    const { kubeconfig, servers, nodes, host } = outputs;
    const reach = { kubeconfig, servers, nodes, ...(host && { host: { kubeconfig: host.kubeconfig } }) };
    pulumi.output(reach).apply(onReach);
    return { ...outputs };
  };
}
