import { chmod, mkdir, symlink, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { openPrivateApt } from "../debian/private-apt.ts";
import type { Recipe } from "../recipe.ts";
import { DOCKER_PACKAGES, DOCKER_SUITE, LINKED, SYSTEM_PACKAGES, SYSTEM_SUITE, WRAPPED } from "./programs.ts";

/** The private Docker engine's programs, unpacked from Debian packages; nothing of the system changes. `bin` goes on PATH. */
export function engineRecipe(version: string): Recipe {
  return {
    component: "engine",
    version,
    needs: [],
    inputs: {
      packages: [DOCKER_SUITE, ...DOCKER_PACKAGES, SYSTEM_SUITE, ...SYSTEM_PACKAGES].join(" "),
      programs: JSON.stringify([LINKED, WRAPPED, script("file", "as")]),
    },
    expectedSeconds: 20,
    lane: "io",
    make: async (run) => {
      const docker = await openPrivateApt(run, run.scratch, DOCKER_SUITE);
      await docker.unpack(DOCKER_PACKAGES, join(run.output, DOCKER_SUITE));
      const system = await openPrivateApt(run, run.scratch, SYSTEM_SUITE);
      await system.unpack(SYSTEM_PACKAGES, join(run.output, SYSTEM_SUITE));
      const bin = join(run.output, "bin");
      await mkdir(bin);
      for (const [suite, path] of LINKED) await symlink(join("..", suite, path), join(bin, basename(path)));
      for (const { name, file, as } of WRAPPED) {
        await writeFile(join(bin, name), script(file, as));
        await chmod(join(bin, name), 0o755);
      }
      await run.run(join(bin, "dockerd"), ["--version"]);
      await run.run(join(bin, "runc"), ["--version"]);
      await run.run(join(bin, "iptables"), ["--version"]);
      await run.run(join(bin, "nft"), ["--version"]);
      await run.run(join(bin, "ip"), ["-V"]);
    },
  };
}

/** Finds its own folder through links, as the cache moves a finished output and the toolchain links it into its bin folder. */
function script(file: string, as: string | undefined): string {
  return `#!/bin/sh
here=$(dirname "$(readlink -f "$0")")/../${SYSTEM_SUITE}
lib=$here/usr/lib/$(uname -m)-linux-gnu
export LD_LIBRARY_PATH="$lib:$here/lib/$(uname -m)-linux-gnu" XTABLES_LIBDIR="$lib/xtables"
exec "$here/${file}" ${as ? `${as} ` : ""}"$@"
`;
}
