import type { Context } from "../context.ts";
import { docker, NodeCommandFailed, tryDocker } from "../docker.ts";

/** What a script exits with when the restarted program is well, and when it is not. */
export const WELL_EXIT = 0;
export const UNWELL_EXIT = 70;

export const readInNode = (context: Context, node: string, file: string): Promise<string> =>
  docker(context, ["exec", node, "cat", file]);

/** A file without our settings, where a change has kept it; undefined before the first change. */
export async function readKept(context: Context, node: string, file: string): Promise<string | undefined> {
  const { exitCode, stdout } = await tryDocker(context, ["exec", node, "cat", file]);
  return exitCode === 0 ? stdout : undefined;
}

/** How a program of the nodes gets another file. */
export interface Restart {
  readonly program: string;
  /** For bash in the node: the new file is its input, the one to keep its argument. */
  readonly script: string;
  /** Said of a program that is not well. */
  readonly unwell: string;
  readonly remedy: string;
}

/**
 * Replaces a program's file and restarts it; returns why it is not well, or null.
 * @throws NodeCommandFailed when that cannot be done at all.
 */
export async function restart(
  context: Context,
  node: string,
  { program, script, unwell, remedy }: Restart,
  files: { readonly base: string; readonly next: string },
  signal: AbortSignal,
): Promise<string | null> {
  const args = ["exec", "-i", node, "bash", "-c", script, "bash", files.base];
  const result = await tryDocker(context, args, { input: files.next, signal });
  signal.throwIfAborted();
  if (result.exitCode === WELL_EXIT) return null;
  if (result.exitCode === UNWELL_EXIT) return `the ${program} of ${node} ${unwell}: ${result.stderr}`;
  throw new NodeCommandFailed(`cannot restart the ${program} of ${node}`, result, remedy);
}
