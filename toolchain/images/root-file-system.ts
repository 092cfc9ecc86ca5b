import { readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { type DebianPackages, OWN_SUITE, words } from "../debian/packages.ts";
import { openPrivateApt } from "../debian/private-apt.ts";
import type { Recipe } from "../recipe.ts";
import { packLayer } from "./layer.ts";

/** Documentation and translations (a third of the files), apt's lists, and what changes the kernel of the whole machine. */
const DROPPED = [
  ...words("usr/share/doc usr/share/man usr/share/locale usr/share/info"),
  ...words("var/cache/apt var/lib/apt/lists var/cache/debconf"),
  // systemd-sysctl would write these kernel-wide settings, as /proc/sys is writable in a privileged container.
  ...words("usr/lib/sysctl.d etc/sysctl.d etc/machine-id var/lib/containerd"),
];

/** Units that only a real machine needs, as kind's own base image drops them. */
const DROPPED_UNITS = words(`
  sysinit.target.wants/systemd-tmpfiles-setup.service sysinit.target.wants/systemd-binfmt.service
  multi-user.target.wants local-fs.target.wants basic.target.wants`);

/** Debian as the base layer of node images: `<output>/layer.tar`. Same packages, same suite: independent of Kubernetes. */
export function rootFileSystemRecipe({ suite, packages }: DebianPackages): Recipe {
  return {
    component: "node-base",
    version: suite,
    needs: [],
    inputs: {
      suite,
      packages: packages.join(" "),
      dropped: [...DROPPED, ...DROPPED_UNITS].join(" "),
    },
    expectedSeconds: 90,
    lane: "io",
    make: async (run) => {
      const apt = await openPrivateApt(run, run.scratch, OWN_SUITE);
      const programs = join(run.scratch, "debootstrap");
      await apt.unpack(["debootstrap"], programs);
      const root = join(run.scratch, "root");
      await run.run(
        join(programs, "usr/sbin/debootstrap"),
        ["--variant=minbase", `--include=${packages.join(",")}`, suite, root, apt.mirror.uri],
        {
          env: {
            DEBOOTSTRAP_DIR: join(programs, "usr/share/debootstrap"),
            DEBIAN_FRONTEND: "noninteractive",
          },
        },
      );
      for (const path of DROPPED) await rm(join(root, path), { recursive: true, force: true });
      for (const unit of DROPPED_UNITS) {
        await rm(join(root, "usr/lib/systemd/system", unit), { recursive: true, force: true });
      }
      await dropWants(join(root, "etc/systemd/system"));
      await packLayer(run, root, join(run.output, "layer.tar"), { keepOwners: true });
    },
  };
}

/** What packages enabled by themselves; the node's own layer enables what a node runs. */
async function dropWants(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    if (name.endsWith(".wants")) await rm(join(folder, name), { recursive: true });
  }
}
