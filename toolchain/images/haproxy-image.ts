import { readFileSync } from "node:fs";
import { cp, rm } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { DebianPackages } from "../debian/packages.ts";
import { openPrivateApt } from "../debian/private-apt.ts";
import type { Recipe } from "../recipe.ts";
import { imageRecipe } from "./image-recipe.ts";
import { packLayer } from "./layer.ts";

const FILES = fileURLToPath(new URL("./haproxy", import.meta.url));
const CONFIG = "usr/local/etc/haproxy/haproxy.cfg";
const LIMITS = "usr/local/etc/haproxy/limits.cfg";

/**
 * kind's load balancer in front of several servers. kind's contract: it writes the configuration with `cp /dev/stdin`, and
 * `kill -s HUP 1` makes haproxy read it; until then a stub keeps it running.
 */
export function haproxyImageRecipe(
  image: string,
  version: string,
  { suite, packages }: DebianPackages,
  busybox: Recipe,
): Recipe {
  return imageRecipe({
    component: "haproxy",
    version,
    name: image,
    config: {
      Entrypoint: ["/usr/sbin/haproxy", "-W", "-db", "-f", `/${LIMITS}`, "-f", `/${CONFIG}`],
      StopSignal: "SIGUSR1",
    },
    needs: [busybox],
    inputs: {
      suite,
      packages: packages.join(" "),
      config: readFileSync(join(FILES, CONFIG), "utf8"),
      limits: readFileSync(join(FILES, LIMITS), "utf8"),
    },
    layers: async (run) => {
      const apt = await openPrivateApt(run, run.scratch, suite);
      const root = join(run.scratch, "haproxy");
      await apt.unpack(packages, root);
      for (const path of ["usr/share", "etc", "var"]) {
        await rm(join(root, path), { recursive: true, force: true });
      }
      await cp(FILES, root, { recursive: true });
      const layer = join(run.scratch, "haproxy.tar");
      await packLayer(run, root, layer);
      return [join(run.needed("busybox"), "layer.tar"), layer];
    },
  });
}
