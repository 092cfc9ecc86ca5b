import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Exec } from "../../base/exec.ts";
import { ImageLoadFailed } from "./errors.ts";
import type { BuiltImage } from "./image-archive.ts";

/**
 * Makes sure the engine has the image of a recipe's output folder, loading it when it does not (about 8 s once for an engine;
 * otherwise one `docker image inspect`). Returns the image's name.
 */
export async function ensureImage(input: {
  readonly output: string;
  readonly dockerHost: string;
  readonly docker: string;
  readonly exec: Exec;
  readonly signal?: AbortSignal;
}): Promise<string> {
  const { output, dockerHost, docker, exec, signal } = input;
  const image = JSON.parse(await readFile(join(output, "image.json"), "utf8")) as BuiltImage;
  const shown = await exec(docker, ["image", "inspect", "--format", "{{.Id}}", image.name], {
    env: { DOCKER_HOST: dockerHost },
    timeoutMs: 30_000,
  });
  if (shown.exitCode === 0 && shown.stdout.trim() === image.id) return image.name;
  const load = spawn(
    "sh",
    ["-c", 'tar -C "$1" -cf - . | "$2" load -q', "sh", join(output, "archive"), docker],
    {
      env: { ...process.env, DOCKER_HOST: dockerHost },
      stdio: ["ignore", "ignore", "pipe"],
      ...(signal && { signal }),
    },
  );
  let told = "";
  load.stderr.setEncoding("utf8").on("data", (chunk: string) => {
    told += chunk;
  });
  const [code] = await once(load, "close");
  if (code !== 0) {
    throw new ImageLoadFailed(
      `docker load of ${image.name} at ${dockerHost} failed: ${told.trim() || `exit code ${code}`}`,
    );
  }
  return image.name;
}
