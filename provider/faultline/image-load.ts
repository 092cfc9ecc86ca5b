import { z } from "zod";
import { isContainerGone } from "../../base/docker.ts";
import type { ResourceType } from "../protocol/plugin.ts";
import { UNKNOWN } from "../protocol/values.ts";
import type { Context } from "./context.ts";
import { docker, tryDocker } from "./docker.ts";
import { NodeCommandFailed } from "./errors.ts";
import { nodesOf } from "./nodes.ts";
import { checkWith, diffReplacing } from "./plain-resource.ts";

const Inputs = z.object({
  cluster: z.string().min(1),
  image: z.string().regex(/^[^/]+\..+\/.+(:[^/]+|@sha256:.+)$/, "wants a full name: registry/repository:tag"),
  nodes: z.array(z.string()).optional(),
});

/** `faultline:index:ImageLoad`: an image in the containerd of nodes; with the image preloaded there is nothing to do. */
export function imageLoadType(context: Context): ResourceType {
  return {
    check: (call) => checkWith(Inputs, call),
    diff: (call) => diffReplacing(call),
    async create({ inputs, preview, signal }) {
      if (preview) return { id: "", outputs: { ...inputs, loadedInto: UNKNOWN } };
      const { cluster, image, nodes } = Inputs.parse(inputs);
      const wanted = nodes?.length ? nodes : (await nodesOf(context, cluster)).map((node) => node.name);
      const missing: string[] = [];
      for (const node of wanted) if (!(await has(context, node, image))) missing.push(node);
      if (missing.length > 0) await load(context, cluster, image, missing, signal);
      return { id: `${cluster}/${image}`, outputs: { ...inputs, loadedInto: missing } };
    },
    async read({ id, inputs, outputs }) {
      const { cluster, image, nodes } = Inputs.parse(inputs);
      const wanted = nodes?.length ? nodes : (await nodesOf(context, cluster)).map((node) => node.name);
      for (const node of wanted) if (!(await has(context, node, image))) return null;
      return wanted.length > 0 ? { id, inputs, outputs } : null;
    },
    update: async ({ outputs }) => outputs,
    // The image goes with its node.
    delete: async () => {},
  };
}

async function has(context: Context, node: string, image: string): Promise<boolean> {
  const listed = await tryDocker(context, [
    "exec",
    node,
    "ctr",
    "-n",
    "k8s.io",
    "images",
    "ls",
    "-q",
    `name==${image}`,
  ]);
  if (listed.exitCode === 0) return listed.stdout.trim() === image;
  if (isContainerGone(listed)) return false;
  throw new NodeCommandFailed(
    `cannot list the images of node ${node}`,
    listed,
    "Does containerd run in the node?",
  );
}

async function load(
  context: Context,
  cluster: string,
  image: string,
  nodes: string[],
  signal: AbortSignal,
): Promise<void> {
  const known = await tryDocker(context, ["image", "inspect", "--format", "{{.Id}}", image], { signal });
  if (known.exitCode !== 0) {
    const remedy = `Pull or build it first: \`docker pull ${image}\`, or \`faultline toolchain build\`.`;
    throw new NodeCommandFailed(`image ${image} is neither in the nodes nor in the engine`, known, remedy);
  }
  const args = ["load", "docker-image", image, "--name", cluster, "--nodes", nodes.join(",")];
  const loaded = await context.exec("kind", args, { env: { DOCKER_HOST: context.dockerHost }, signal });
  if (loaded.exitCode !== 0)
    throw new NodeCommandFailed(`cannot load ${image}`, loaded, "Is the node's disk full?");
  for (const node of nodes) {
    if (await has(context, node, image)) continue;
    const names = await docker(context, ["exec", node, "ctr", "-n", "k8s.io", "images", "ls", "-q"]);
    throw new NodeCommandFailed(
      `node ${node} does not list ${image} after loading it`,
      { ...loaded, stdout: names },
      "See what it has:",
    );
  }
}
