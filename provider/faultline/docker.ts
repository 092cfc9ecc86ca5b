import { runDocker } from "../../base/docker.ts";
import type { ExecOptions, ExecResult } from "../../base/exec.ts";
import type { Context } from "./context.ts";
import { NodeCommandFailed } from "./errors.ts";

const REMEDY = "Check that the engine runs (`docker info`, `faultline doctor`).";

/** Runs `docker` and gives back whatever came of it. */
export const tryDocker = (
  context: Context,
  args: readonly string[],
  options: ExecOptions = {},
): Promise<ExecResult> => runDocker(context, args, options);

/** Runs `docker` and returns its stdout. @throws NodeCommandFailed on a non-zero exit. */
export async function docker(
  context: Context,
  args: readonly string[],
  options: ExecOptions = {},
): Promise<string> {
  const result = await tryDocker(context, args, options);
  options.signal?.throwIfAborted();
  if (result.exitCode !== 0)
    throw new NodeCommandFailed(`docker ${args.slice(0, 3).join(" ")} … failed`, result, REMEDY);
  return result.stdout;
}
