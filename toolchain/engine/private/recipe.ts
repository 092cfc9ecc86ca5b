import { chmod, mkdir, symlink, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import {
  type DebianPackages,
  FIREWALL_PACKAGES,
  IPTABLES_PROGRAMS,
  OWN_SUITE,
  words,
} from "../../debian/packages.ts";
import { openPrivateApt } from "../../debian/private-apt.ts";
import type { Recipe } from "../../recipe.ts";

/** Beside the lock file's packages. */
const SYSTEM_PACKAGES = [...FIREWALL_PACKAGES, ...words("iproute2 libbpf1 libelf1 libcap2 zlib1g")];

/** Programs linked into the engine's bin folder, by their place below the unpacked packages. */
const DOCKER_PROGRAMS = [
  "usr/sbin/dockerd",
  "usr/sbin/docker-proxy",
  "usr/bin/docker",
  "usr/bin/containerd",
  "usr/bin/containerd-shim-runc-v2",
  "usr/bin/ctr",
];
const SYSTEM_PROGRAMS = ["usr/sbin/runc"];

/** Programs that need the unpacked libraries beside them: started through a small script. `calls` is the file behind the name. */
const WRAPPED: readonly { readonly name: string; readonly file: string; readonly as?: string }[] = [
  ...IPTABLES_PROGRAMS.map((name) => ({ name, file: "usr/sbin/xtables-nft-multi", as: name })),
  { name: "nft", file: "usr/sbin/nft" },
  { name: "ip", file: "bin/ip" },
];

/**
 * The private Docker engine's programs, unpacked from Debian packages; nothing of the system changes. `bin` goes on PATH.
 * Only Debian 13's Docker starts privileged containers without CAP_SYS_RESOURCE, and only with Debian 12's runc.
 */
export function engineRecipe(version: string, { suite, packages, ownSuite = [] }: DebianPackages): Recipe {
  const system = [...ownSuite, ...SYSTEM_PACKAGES];
  return {
    component: "engine",
    version,
    needs: [],
    inputs: {
      packages: [suite, ...packages, OWN_SUITE, ...system].join(" "),
      programs: JSON.stringify([DOCKER_PROGRAMS, SYSTEM_PROGRAMS, WRAPPED, script("file", "as")]),
    },
    expectedSeconds: 20,
    lane: "io",
    make: async (run) => {
      const docker = await openPrivateApt(run, run.scratch, suite);
      await docker.unpack(packages, join(run.output, "docker"));
      const own = await openPrivateApt(run, run.scratch, OWN_SUITE);
      await own.unpack(system, join(run.output, "system"));
      const bin = join(run.output, "bin");
      await mkdir(bin);
      for (const path of DOCKER_PROGRAMS) await symlink(join("../docker", path), join(bin, basename(path)));
      for (const path of SYSTEM_PROGRAMS) await symlink(join("../system", path), join(bin, basename(path)));
      for (const { name, file, as } of WRAPPED) {
        await writeFile(join(bin, name), script(file, as));
        await chmod(join(bin, name), 0o755);
      }
      for (const program of ["dockerd", "runc", "iptables", "nft"]) {
        await run.run(join(bin, program), ["--version"]);
      }
      await run.run(join(bin, "ip"), ["-V"]);
    },
  };
}

/** Finds its own folder through links, as the cache moves a finished output and the toolchain links it into its bin folder. */
function script(file: string, as: string | undefined): string {
  return `#!/bin/sh
here=$(dirname "$(readlink -f "$0")")/../system
lib=$here/usr/lib/$(uname -m)-linux-gnu
export LD_LIBRARY_PATH="$lib:$here/lib/$(uname -m)-linux-gnu" XTABLES_LIBDIR="$lib/xtables"
exec "$here/${file}" ${as ? `${as} ` : ""}"$@"
`;
}
