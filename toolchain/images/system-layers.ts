import { mkdir, readdir, rename, rm, symlink } from "node:fs/promises";
import { join } from "node:path";
import { type DebianPackages, FIREWALL_PACKAGES, IPTABLES_PROGRAMS, words } from "../debian/packages.ts";
import { openPrivateApt } from "../debian/private-apt.ts";
import type { Recipe } from "../recipe.ts";
import { packLayer } from "./layer.ts";

/** Debian packages by layer, beside etcd's from the lock file; each is `<output>/<layer>.tar`. */
const LAYERS = {
  /** The C library and loader, below every dynamic program. */
  libc: ["libc6", "libgcc-s1"],
  /** What kube-proxy's image carries: iptables, nft, conntrack, ip with their libraries. */
  "network-tools": [
    ...FIREWALL_PACKAGES,
    ...words(`
      libtinfo6 conntrack iproute2 libbpf1 libelf1t64 zlib1g libzstd1 libcap2 libtirpc3t64 libselinux1 libpcre2-8-0
      libgssapi-krb5-2 libkrb5-3 libk5crypto3 libcom-err2 libkrb5support0 libkeyutils1 libssl3t64 libdb5.3t64`),
  ],
};

const MULTIARCH = `${process.arch === "arm64" ? "aarch64" : "x86_64"}-linux-gnu`;

/** Layers of Debian programs for images: no Go, so it is made while the compilers run. */
export function systemLayersRecipe({ suite, packages }: DebianPackages): Recipe {
  const layers = { ...LAYERS, etcd: packages };
  return {
    component: "system-layers",
    version: suite,
    needs: [],
    inputs: { suite, layers: JSON.stringify(layers), alternatives: IPTABLES_PROGRAMS.join(" ") },
    expectedSeconds: 15,
    lane: "io",
    make: async (run) => {
      const apt = await openPrivateApt(run, run.scratch, suite);
      for (const [name, packages] of Object.entries(layers)) {
        const root = join(run.scratch, name);
        await apt.unpack(packages, root);
        await mergeUsr(root);
        for (const path of ["usr/share", `usr/lib/${MULTIARCH}/gconv`, "etc", "var"]) {
          await rm(join(root, path), { recursive: true, force: true });
        }
        if (name === "network-tools") {
          for (const tool of IPTABLES_PROGRAMS)
            await symlink("xtables-nft-multi", join(root, "usr/sbin", tool));
        }
        await packLayer(run, root, join(run.output, `${name}.tar`));
      }
    },
  };
}

/** Debian's packages rely on /bin, /sbin, /lib and /lib64 being links into /usr, which another package makes. */
async function mergeUsr(root: string): Promise<void> {
  for (const name of ["bin", "sbin", "lib", "lib64"]) {
    await mkdir(join(root, "usr", name), { recursive: true });
    for (const entry of await readdir(join(root, name)).catch(() => [])) {
      await rename(join(root, name, entry), join(root, "usr", name, entry));
    }
    await rm(join(root, name), { recursive: true, force: true });
    await symlink(`usr/${name}`, join(root, name));
  }
}
