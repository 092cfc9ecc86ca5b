import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { type DockerAt, runDocker } from "../../../base/docker.ts";

/** True when the data root of a stopped engine still holds containers or volumes. */
export async function hasContainers(dataRoot: string): Promise<boolean> {
  const containers = await readdir(join(dataRoot, "containers")).catch(() => []);
  const volumes = await readdir(join(dataRoot, "volumes")).catch(() => []);
  return containers.length > 0 || volumes.some((name) => !name.includes("."));
}

/** Removes every container, volume and network of a private engine; the images stay. Nothing else lives in such an engine. */
export async function clearContainers(engine: DockerAt): Promise<void> {
  const run = async (...args: string[]) => {
    const result = await runDocker(engine, args, { timeoutMs: 60_000 });
    return result.stdout.split("\n").filter(Boolean);
  };
  const containers = await run("ps", "-aq");
  if (containers.length > 0) await run("rm", "-f", "-v", ...containers);
  const volumes = await run("volume", "ls", "-q");
  if (volumes.length > 0) await run("volume", "rm", "-f", ...volumes);
  const networks = await run("network", "ls", "-q", "--filter", "type=custom");
  if (networks.length > 0) await run("network", "rm", ...networks);
}
