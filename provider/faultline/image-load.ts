import { z } from "zod";
import { isContainerGone } from "../../base/docker.ts";
import type { ResourceType } from "../protocol/plugin.ts";
import { UNKNOWN } from "../protocol/values.ts";
import type { Context } from "./context.ts";
import { docker, NodeCommandFailed, outputOf, tryDocker } from "./docker.ts";
import { namesOf } from "./nodes.ts";
import { resourceType } from "./plain-resource.ts";

const Inputs = z.object({
  cluster: z.string().min(1),
  image: z.string().regex(/^[^/]+\..+\/.+(:[^/]+|@sha256:.+)$/, "wants a full name: registry/repository:tag"),
  nodes: z.array(z.string()).optional(),
});

type Inputs = z.infer<typeof Inputs>;

/** `faultline:index:ImageLoad`: an image in the containerd of nodes; with the image preloaded there is nothing to do. */
export function imageLoadType(context: Context): ResourceType {
  const wantedNodes = async ({ nodes, cluster }: Inputs) =>
    nodes?.length ? nodes : namesOf(context, cluster);
  return resourceType(Inputs, {
    planned: () => ({ loadedInto: UNKNOWN }),
    async create(wanted, { signal }) {
      const { cluster, image } = wanted;
      const missing: string[] = [];
      for (const node of await wantedNodes(wanted))
        if (!(await has(context, node, image))) missing.push(node);
      if (missing.length > 0) await load(context, cluster, image, missing, signal);
      return { id: `${cluster}/${image}`, outputs: { loadedInto: missing } };
    },
    async read({ inputs }) {
      const wanted = Inputs.parse(inputs);
      const nodes = await wantedNodes(wanted);
      for (const node of nodes) if (!(await has(context, node, wanted.image))) return null;
      return nodes.length > 0 ? {} : null;
    },
    // The image goes with its node.
    delete: async () => {},
  });
}

const LIST = ["ctr", "-n", "k8s.io", "images", "ls", "-q"];

async function has(context: Context, node: string, image: string): Promise<boolean> {
  const listed = await tryDocker(context, ["exec", node, ...LIST, `name==${image}`]);
  if (listed.exitCode !== 0 && isContainerGone(listed)) return false;
  const failure = `cannot list the images of node ${node}`;
  return outputOf(listed, failure, "Does containerd run in the node?").trim() === image;
}

async function load(
  context: Context,
  cluster: string,
  image: string,
  nodes: string[],
  signal: AbortSignal,
): Promise<void> {
  const known = await tryDocker(context, ["image", "inspect", "--format", "{{.Id}}", image], { signal });
  const remedy = `Pull or build it first: \`docker pull ${image}\`, or \`faultline toolchain build\`.`;
  outputOf(known, `image ${image} is neither in the nodes nor in the engine`, remedy);
  const args = ["load", "docker-image", image, "--name", cluster, "--nodes", nodes.join(",")];
  const loaded = await context.exec("kind", args, { env: { DOCKER_HOST: context.dockerHost }, signal });
  outputOf(loaded, `cannot load ${image}`, "Is the node's disk full?");
  for (const node of nodes) {
    if (await has(context, node, image)) continue;
    const stdout = await docker(context, ["exec", node, ...LIST]);
    const failure = `node ${node} does not list ${image} after loading it`;
    throw new NodeCommandFailed(failure, { ...loaded, stdout }, "See what it has:");
  }
}
