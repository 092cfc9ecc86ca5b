import { type DockerAt, runDocker } from "../base/docker.ts";
import type { Exec } from "../base/exec.ts";
import { ToolchainUnavailable } from "./errors.ts";

/** The images of one engine, through its docker CLI. */
export interface ImageStore {
  /** How to reach it. */
  readonly engine: Required<DockerAt>;
  /** Config digest of an image, undefined when the engine does not have it. */
  idOf(name: string): Promise<string | undefined>;
  /** Asks the image's registry; false when it does not answer or has no such image. */
  pull(name: string, signal: AbortSignal): Promise<boolean>;
  /** Loads a `docker save` file and returns the names in it. */
  load(tar: string, signal: AbortSignal): Promise<readonly string[]>;
}

/** A registry that can be reached sends the first byte of a 400 MB node image well within this. */
const PULL_TIMEOUT_MS = 10 * 60_000;

export function imageStore(docker: string, dockerHost: string, exec: Exec): ImageStore {
  const engine = { docker, dockerHost, exec };
  const idOf = async (name: string) => {
    const shown = await runDocker(engine, ["image", "inspect", "--format", "{{.Id}}", name]);
    return shown.exitCode === 0 ? shown.stdout.trim() : undefined;
  };
  return {
    engine,
    idOf,
    async pull(name, signal) {
      const pulled = await runDocker(engine, ["pull", "--quiet", name], {
        signal,
        timeoutMs: PULL_TIMEOUT_MS,
      });
      return pulled.exitCode === 0;
    },
    async load(tar, signal) {
      const loaded = await runDocker(engine, ["load", "--input", tar], { signal });
      if (loaded.exitCode !== 0) {
        throw new ToolchainUnavailable(
          `the engine at ${dockerHost} does not take ${tar}: ${loaded.stderr.trim()}`,
        );
      }
      return [...loaded.stdout.matchAll(/^Loaded image: (\S+)$/gm)].flatMap(([, name]) => name ?? []);
    },
  };
}

/** Config digest of an image that was just brought in. @throws ToolchainUnavailable when the engine does not have it. */
export async function idOfLoaded(store: ImageStore, name: string): Promise<string> {
  const id = await store.idOf(name);
  if (id) return id;
  throw new ToolchainUnavailable(`the engine took ${name} and does not have it; is its disk full?`);
}
