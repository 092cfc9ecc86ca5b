import { readdirSync, readFileSync, statSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join, relative } from "node:path";
import type { DebianPackages } from "../debian/packages.ts";
import type { Recipe } from "../recipe.ts";
import { componentImages, type ImageVersions } from "./component-images.ts";
import { writeImageArchive } from "./image-archive.ts";
import { MASKED_UNITS, NODE_FILES, nodeLayer } from "./node-layer.ts";
import { preloadLayer } from "./preload-layer.ts";
import { rootFileSystemRecipe } from "./root-file-system.ts";
import { systemLayersRecipe } from "./system-layers.ts";

/** The Go components the node image is made of, and the engine for its containerd. */
export interface NodeImageNeeds {
  readonly kubernetes: Recipe;
  /** A program instead of Debian's. */
  readonly etcd?: Recipe;
  readonly coredns: Recipe;
  readonly pause: Recipe;
  readonly metricsServer: Recipe;
  readonly kind: Recipe;
  readonly engine: Recipe;
}

/**
 * A kind node image as `<output>/archive` (the folder form of `docker save`) and `<output>/image.json` (a BuiltImage): Debian, kind's base files,
 * Kubernetes, and every image a cluster with metrics-server needs. Made without a Docker engine; needs root for containerd.
 */
export function nodeImageRecipe(
  versions: ImageVersions,
  debian: { readonly node: DebianPackages; readonly etcd: DebianPackages },
  needs: NodeImageNeeds,
  component = "node-image",
): Recipe {
  const recipes = [
    rootFileSystemRecipe(debian.node),
    systemLayersRecipe(debian.etcd),
    ...Object.values(needs),
  ];
  return {
    component,
    version: versions.kubernetes,
    needs: recipes,
    inputs: { versions: JSON.stringify(versions), masked: MASKED_UNITS.join(" "), ...nodeFiles() },
    expectedSeconds: 25,
    lane: "io",
    make: async (run) => {
      const names = {
        kubernetes: needs.kubernetes.component,
        ...(needs.etcd && { etcd: needs.etcd.component }),
      };
      const images = await componentImages(run, versions, names);
      const archive = join(run.scratch, "images");
      await writeImageArchive(archive, images);
      const layers = [
        join(run.needed("node-base"), "layer.tar"),
        await nodeLayer(run, needs.kubernetes),
        await preloadLayer(run, join(run.needed("engine"), "bin"), archive),
      ];
      const config = {
        Entrypoint: ["/usr/local/bin/entrypoint", "/sbin/init"],
        // systemd 257 refuses cgroup v1 without it and ignores it elsewhere.
        Env: ["container=docker", "SYSTEMD_CGROUP_ENABLE_LEGACY_FORCE=1"],
        StopSignal: "SIGRTMIN+3",
      };
      const name = (shortId: string) => `faultline/node:v${versions.kubernetes}-${shortId}`;
      const [image] = await writeImageArchive(join(run.output, "archive"), [{ name, layers, config }]);
      await writeFile(join(run.output, "image.json"), JSON.stringify(image));
    },
  };
}

/** Contents of toolchain/images/node, so that an edit there makes a new image. */
function nodeFiles(folder = NODE_FILES): Record<string, string> {
  const files: Record<string, string> = {};
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) Object.assign(files, nodeFiles(path));
    else files[relative(NODE_FILES, path)] = readFileSync(path, "utf8");
  }
  return files;
}
