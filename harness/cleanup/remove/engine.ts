import type { Clock } from "../../../base/clock.ts";
import type { Exec } from "../../../base/exec.ts";

/** faultline's own Docker engine, as far as pruning needs it. */
export interface PrivateEngine {
  readonly root: string;
  readonly dockerHost: string;
  /** Folder with its docker and iptables; undefined when nothing of an engine is here. */
  readonly programs: string | undefined;
  running(): Promise<boolean>;
  /**
   * Stops it and removes everything in it but the images, also when all of it was killed. False when there is none, or a
   * living process (or, unless `dropKept`, a kept environment) uses it.
   */
  stop(options: { readonly dropKept: boolean }): Promise<boolean>;
}

export type EngineAt = (root: string) => Promise<PrivateEngine>;

/** The engine below a root folder. The engine's code is loaded late: most commands never need it. */
export function engineAt(exec: Exec, clock: Clock): EngineAt {
  return async (root) => {
    const { daemonVersion } = await import("../../../toolchain/engine/find/docker-api.ts");
    const { enginePaths } = await import("../../../toolchain/engine/private/engine-paths.ts");
    const { readEngineRecord } = await import("../../../toolchain/engine/private/engine-record.ts");
    const { removeEngine } = await import("../../../toolchain/engine/undo/stop-engine.ts");
    const { dockerHost } = enginePaths(root);
    return {
      root,
      dockerHost,
      programs: (await readEngineRecord(root))?.programs,
      running: async () => (await daemonVersion(dockerHost)) !== undefined,
      stop: ({ dropKept }) => removeEngine({ root, exec, clock, dropKept }),
    };
  };
}

/** Runs programs with these folders first on PATH. */
export function withPath(exec: Exec, folders: readonly string[]): Exec {
  if (folders.length === 0) return exec;
  const PATH = [...folders, process.env.PATH ?? ""].join(":");
  return (file, args, options) => exec(file, args, { ...options, env: { PATH, ...options?.env } });
}
