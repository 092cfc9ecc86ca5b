import { readFileSync } from "node:fs";
import { chmod, copyFile, mkdir, symlink } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Recipe } from "../recipe.ts";
import { layersIn } from "./image-archive.ts";
import { imageRecipe } from "./image-recipe.ts";
import { packLayer } from "./layer.ts";

const PROGRAM = fileURLToPath(new URL("./k3s-stand-in/bin/k3s", import.meta.url));

/**
 * A node for k3d where K3s' image cannot be had: the kind node image with a `/bin/k3s` that keeps k3d's contract. A stand-in of
 * the machinery, not of K3s.
 */
export function k3sStandInRecipe(version: string, nodeImage: Recipe): Recipe {
  return imageRecipe({
    component: "k3s-stand-in",
    version,
    name: (shortId) => `faultline/k3s-stand-in:v${version}-${shortId}`,
    config: {
      Entrypoint: ["/bin/k3s"],
      Env: ["KUBECONFIG=/etc/rancher/k3s/k3s.yaml"],
      // An overlay upon the container's overlay fails; the volume starts with a copy of the preloaded images' links.
      Volumes: { "/var": {} },
    },
    needs: [nodeImage],
    inputs: { program: readFileSync(PROGRAM, "utf8") },
    layers: async (run) => {
      const below = await layersIn(join(run.needed("node-image"), "archive"));
      const root = join(run.scratch, "k3s");
      await mkdir(join(root, "usr/bin"), { recursive: true });
      await copyFile(PROGRAM, join(root, "usr/bin/k3s"));
      await chmod(join(root, "usr/bin/k3s"), 0o755);
      // k3d's entrypoint script traps SIGTERM by that name, which Debian's own sh refuses.
      await symlink("bash", join(root, "usr/bin/sh"));
      const layer = join(run.scratch, "k3s.tar");
      await packLayer(run, root, layer);
      return [...below, layer];
    },
  });
}
