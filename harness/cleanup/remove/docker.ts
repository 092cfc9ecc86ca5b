import type { Exec } from "../../../base/exec.ts";
import { NoEngineAnswers, RemovalFailed } from "./errors.ts";

/** Milliseconds one Docker command may take; removing a node kills a systemd with its containers. */
const COMMAND_TIMEOUT_MS = 120_000;

export interface DockerAt {
  readonly exec: Exec;
  /** The Docker client: a name on PATH or a path. */
  readonly docker: string;
  readonly dockerHost: string;
}

/** Runs one Docker command; undefined when what it names does not exist. */
export async function runDocker(at: DockerAt, ...args: string[]): Promise<string | undefined> {
  const result = await at.exec(at.docker, args, {
    env: { DOCKER_HOST: at.dockerHost },
    timeoutMs: COMMAND_TIMEOUT_MS,
  });
  if (result.exitCode === 0) return result.stdout.trim();
  // A missing socket also says "no such file": whether anyone answers is asked before whether the thing exists.
  if (/cannot connect|failed to connect|error during connect|dial (unix|tcp)/i.test(result.stderr)) {
    throw new NoEngineAnswers(at.dockerHost, result.stderr);
  }
  if (
    result.exitCode !== 127 &&
    /no such (container|network|volume)|not found|already in progress/i.test(result.stderr)
  ) {
    return undefined;
  }
  throw new RemovalFailed(`${at.docker} ${args.join(" ")}`, result.exitCode, result.stderr);
}

/** Removes the containers with their anonymous volumes; false when there were none. */
async function removeContainers(at: DockerAt, filter: string): Promise<boolean> {
  const listed = (await runDocker(at, "ps", "-aq", "--no-trunc", "--filter", filter)) ?? "";
  const ids = listed.split("\n").filter(Boolean);
  for (const id of ids) await runDocker(at, "rm", "-f", "-v", id);
  return ids.length > 0;
}

/** A kind cluster is the containers with its label: kind itself is not needed, nor its kubeconfig. */
export function removeKindCluster(at: DockerAt, name: string): Promise<boolean> {
  return removeContainers(at, `label=io.x-k8s.kind.cluster=${name}`);
}

/** The name filter of `docker ps` is a pattern over "/name". */
export function removeContainer(at: DockerAt, name: string): Promise<boolean> {
  return removeContainers(at, `name=^/?${name}$`);
}

export async function removeVolume(at: DockerAt, name: string): Promise<boolean> {
  return (await runDocker(at, "volume", "rm", "-f", name)) !== undefined;
}

/** What is still attached to one of our networks is ours: a node whose creation was cut before the ledger knew its name. */
export async function removeNetwork(at: DockerAt, name: string): Promise<boolean> {
  await removeContainers(at, `network=${name}`);
  return (await runDocker(at, "network", "rm", name)) !== undefined;
}
