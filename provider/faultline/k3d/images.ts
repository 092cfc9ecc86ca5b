import { join } from "node:path";
import type { Context } from "../context.ts";
import { docker, tryDocker } from "../docker.ts";
import { imagesOfEngine } from "../engine-images.ts";
import { withScratch } from "../scratch.ts";
import type { K3dInputs } from "./inputs.ts";
import { nodesOf } from "./k3d.ts";

const AGENTLESS = "--disable-agent";
const IN_NODE = "/faultline-images.tar";

/**
 * A sealed network lets nobody pull: what the nodes lack and the engine has is put into them. What neither has is for the pods to tell.
 * Not by `k3d image import`: it fails on a server without an agent, which has no containerd and runs no pods.
 */
export async function importImages(context: Context, inputs: K3dInputs, signal: AbortSignal): Promise<void> {
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
