import { join } from "node:path";
import type { FileToCopy } from "testcontainers/build/types.js";
import { type Context, withScratch } from "../context.ts";
import { docker, imagesOfEngine, NodeCommandFailed, tryDocker } from "../docker.ts";
import type { K0sInputs } from "./inputs.ts";

/** Where k0s imports images from before it starts the kubelet (docs/airgap-install.md at v1.32.3+k0s.0). */
const BUNDLE = "/var/lib/k0s/images/faultline.tar";

/** Gives `work` the files that bring a node those images its pods need and the engine has: a sealed network lets nobody pull. */
export async function withImages<T>(
  context: Context,
  { name, images }: K0sInputs,
  work: (files: readonly FileToCopy[]) => Promise<T>,
): Promise<T> {
  const had = await imagesOfEngine(context, images);
  if (had.length === 0) return work([]);
  return withScratch(context, `${name}-images`, async (scratch) => {
    const source = join(scratch, "images.tar");
    await docker(context, ["save", "--output", source, ...had]);
    return work([{ source, target: BUNDLE }]);
  });
}

/** @throws NodeCommandFailed when a node can never start its pods for want of an image. */
export async function checkImages(
  context: Context,
  { images }: Pick<K0sInputs, "images">,
  nodes: readonly string[],
): Promise<void> {
  for (const node of nodes) {
    const args = ["exec", node, "k0s", "ctr", "--namespace", "k8s.io", "images", "ls", "-q"];
    const listed = await tryDocker(context, args);
    const there = new Set(listed.stdout.split("\n"));
    const missing = images.filter((image) => !there.has(image));
    if (listed.exitCode === 0 && missing.length === 0) continue;
    throw new NodeCommandFailed(
      `${node} lacks ${missing.join(", ")}, which its pods need and a sealed network lets nobody pull`,
      listed,
      "Neither the node image nor the engine has them: bring them with `faultline toolchain import <tar>`.",
    );
  }
}
