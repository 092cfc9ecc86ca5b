import { runDocker } from "../../base/docker.ts";
import type { ExecOptions, ExecResult } from "../../base/exec.ts";
import { EXIT_CODES } from "../../base/exit-codes.ts";
import { FaultlineError } from "../../base/faultline-error.ts";
import type { Context } from "./context.ts";

/** kubeadm's own report of a failed start is about this long. */
const LINES_KEPT = 40;

/** A `docker` or `kind` command failed; the message carries the end of what it said. */
export class NodeCommandFailed extends FaultlineError {
  readonly code = "PROVIDER_COMMAND_FAILED";
  readonly exit = EXIT_CODES.infrastructure.code;

  constructor(what: string, result: ExecResult, remedy: string) {
    const said = `${result.stdout}\n${result.stderr}`.trim().split("\n").slice(-LINES_KEPT).join("\n");
    super(`${what} (exit ${result.exitCode}${result.timedOut ? ", timed out" : ""}). ${remedy}\n${said}`);
  }
}

/** What was removed is still there. */
export class RemovalIncomplete extends FaultlineError {
  readonly code = "PROVIDER_REMOVAL_INCOMPLETE";
  readonly exit = EXIT_CODES.infrastructure.code;
}

/** Stdout of a command that is done. @throws NodeCommandFailed on a non-zero exit, saying `failure`. */
export function outputOf(result: ExecResult, failure: string, remedy: string): string {
  if (result.exitCode !== 0) throw new NodeCommandFailed(failure, result, remedy);
  return result.stdout;
}

const REMEDY = "Check that the engine runs (`docker info`, `faultline doctor`).";

/** Runs `docker` and gives back whatever came of it. */
export const tryDocker = runDocker;

/** Runs `docker` and returns its stdout. @throws NodeCommandFailed on a non-zero exit. */
export async function docker(
  context: Context,
  args: readonly string[],
  options: ExecOptions = {},
): Promise<string> {
  const result = await tryDocker(context, args, options);
  options.signal?.throwIfAborted();
  return outputOf(result, `docker ${args.slice(0, 3).join(" ")} … failed`, REMEDY);
}

export interface LabelledContainer {
  readonly name: string;
  /** Value of the role label; empty without one. */
  readonly role: string;
  readonly running: boolean;
}

/** Containers that bear a label ("key=value"), running or not, with what another label says of their role. */
export async function containersWith(
  context: Context,
  label: string,
  roleLabel: string,
): Promise<LabelledContainer[]> {
  const format = `{{.Names}}\t{{.Label "${roleLabel}"}}\t{{.State}}`;
  const listed = await docker(context, ["ps", "-a", "--filter", `label=${label}`, "--format", format]);
  return listed
    .split("\n")
    .filter(Boolean)
    .map((line) => {
      const [name = "", role = "", state = ""] = line.split("\t");
      return { name, role, running: state === "running" };
    });
}

/** Has `remove` take away a cluster's containers and the volumes they had. @throws RemovalIncomplete where some are left. */
export async function removeNodes(
  context: Context,
  cluster: string,
  containersOf: (context: Context, cluster: string) => Promise<LabelledContainer[]>,
  remove: (volumes: readonly string[]) => Promise<void>,
): Promise<void> {
  const there = async () => (await containersOf(context, cluster)).map(({ name }) => name);
  const before = await there();
  if (before.length === 0) return;
  await remove(await volumesOf(context, before));
  const left = await there();
  if (left.length > 0)
    throw new RemovalIncomplete(
      `Containers of cluster ${cluster} are still there. Remove them: docker rm -f -v ${left.join(" ")}`,
    );
}

/** Names of the volumes of containers, named and anonymous, each once. */
async function volumesOf(context: Context, containers: readonly string[]): Promise<string[]> {
  const format = '{{range .Mounts}}{{if eq .Type "volume"}}{{.Name}} {{end}}{{end}}';
  const listed = await docker(context, ["inspect", "--format", format, ...containers]);
  return [...new Set(listed.split(/\s+/).filter(Boolean))];
}

/** IPv4 addresses of containers, in their order; empty for one that does not run. */
export async function addressesOf(context: Context, containers: readonly string[]): Promise<string[]> {
  const format = "{{range .NetworkSettings.Networks}}{{.IPAddress}} {{end}}";
  const lines = (await docker(context, ["inspect", "--format", format, ...containers])).split("\n");
  return containers.map((_, at) => lines[at]?.trim().split(" ")[0] ?? "");
}

/** IPv4 address of a container. */
export const addressOf = async (context: Context, container: string): Promise<string> =>
  (await addressesOf(context, [container]))[0] ?? "";

/** Those of the images that the engine has, in their order. */
export async function imagesOfEngine(context: Context, images: readonly string[]): Promise<string[]> {
  const known = await Promise.all(
    images.map(async (image) => (await tryDocker(context, ["image", "inspect", image])).exitCode === 0),
  );
  return images.filter((_, at) => known[at]);
}
