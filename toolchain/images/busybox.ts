import { chmod, copyFile, mkdir, symlink } from "node:fs/promises";
import { join } from "node:path";
import type { DebianPackages } from "../debian/packages.ts";
import { openPrivateApt } from "../debian/private-apt.ts";
import type { Recipe } from "../recipe.ts";
import { packLayer } from "./layer.ts";

/** What init containers, start scripts and kind call in images that have nothing else. */
const APPLETS =
  "sh cat chmod cp cut date echo env false grep head kill ln ls mkdir mv nc printf ps rm sed sleep tail test touch tr true wc wget";

/** Debian's static busybox: `<output>/bin/busybox`, and `<output>/layer.tar` with it under the names of common programs. */
export function busyboxRecipe(version: string, { suite, packages }: DebianPackages): Recipe {
  return {
    component: "busybox",
    version,
    needs: [],
    inputs: { suite, packages: packages.join(" "), applets: APPLETS },
    expectedSeconds: 10,
    lane: "io",
    make: async (run) => {
      const apt = await openPrivateApt(run, run.scratch, suite);
      const unpacked = join(run.scratch, "unpacked");
      await apt.unpack(packages, unpacked);
      const program = join(unpacked, "usr/bin/busybox");
      const root = join(run.scratch, "root");
      for (const folder of [join(root, "usr/bin"), join(run.output, "bin")]) {
        await mkdir(folder, { recursive: true });
        await copyFile(program, join(folder, "busybox"));
        await chmod(join(folder, "busybox"), 0o755);
      }
      for (const applet of APPLETS.split(" ")) await symlink("busybox", join(root, "usr/bin", applet));
      // As the layers with a C library have it: a folder here would hide theirs.
      await symlink("usr/bin", join(root, "bin"));
      await packLayer(run, root, join(run.output, "layer.tar"));
    },
  };
}
