import { constants } from "node:fs";
import { access, realpath } from "node:fs/promises";
import { delimiter, join } from "node:path";
import semver from "semver";
import type { Exec } from "../../base/exec.ts";

/** A program of the machine that can stand for a component. */
export interface HostTool {
  readonly path: string;
  readonly version: string;
}

export interface FindToolOptions {
  readonly name: string;
  /** Semver range. A pre-release or a vendor's rebuild (`1.32.4-dispatcher`) is never in it. */
  readonly accepts: string;
  readonly exec: Exec;
  /** Value of PATH. */
  readonly path: string;
  /** Folders that do not count: faultline's own. */
  readonly not?: string;
}

/** How each program tells its version, and without asking anybody on the network. */
const VERSION_COMMANDS: Readonly<Record<string, readonly string[]>> = {
  kind: ["version"],
  kubectl: ["version", "--client"],
  pulumi: ["version"],
  helm: ["version", "--short"],
  k3d: ["version"],
};

/** The first program of that name on PATH, if its version does; undefined otherwise. Nothing but `<name> version` is run. */
export async function findHostTool(options: FindToolOptions): Promise<HostTool | undefined> {
  const file = await firstOnPath(options.name, options.path, options.not);
  if (!file) return undefined;
  const told = await options.exec(file, VERSION_COMMANDS[options.name] ?? ["--version"], {
    env: { PULUMI_SKIP_UPDATE_CHECK: "true" },
    timeoutMs: 5000,
  });
  const version = semver.valid(/v?(\d+\.\d+\.\d+\S*)/.exec(told.stdout)?.[1] ?? "");
  if (told.exitCode !== 0 || !version || !semver.satisfies(version, options.accepts)) return undefined;
  return { path: file, version };
}

/** The first executable of that name in the folders of `path`; those that really lie under `not` do not count. */
export async function firstOnPath(name: string, path: string, not?: string): Promise<string | undefined> {
  for (const folder of path.split(delimiter).filter(Boolean)) {
    const file = join(folder, name);
    const usable = await access(file, constants.X_OK).then(
      () => true,
      () => false,
    );
    if (!usable) continue;
    if (not && (await realpath(file)).startsWith(not)) continue;
    return file;
  }
  return undefined;
}
