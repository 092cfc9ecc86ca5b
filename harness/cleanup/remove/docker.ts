import { type DockerAt, dockerFailure, runDocker } from "../../../base/docker.ts";
import { NoEngineAnswers, RemovalFailed } from "./errors.ts";

/** Milliseconds one Docker command may take; removing a node kills a systemd with its containers. */
const COMMAND_TIMEOUT_MS = 120_000;

/** Runs one Docker command; undefined when what it names does not exist. */
export async function dockerOrGone(at: DockerAt, ...args: string[]): Promise<string | undefined> {
  const result = await runDocker(at, args, { timeoutMs: COMMAND_TIMEOUT_MS });
  if (result.exitCode === 0) return result.stdout.trim();
  const failure = dockerFailure(result);
  if (failure === "no engine") throw new NoEngineAnswers(at.dockerHost, result.stderr);
  if (failure === "gone") return undefined;
  throw new RemovalFailed(`${at.docker ?? "docker"} ${args.join(" ")}`, result.exitCode, result.stderr);
}

/** Removes the containers with their anonymous volumes; false when there were none. */
async function removeContainers(at: DockerAt, filter: string): Promise<boolean> {
  const listed = (await dockerOrGone(at, "ps", "-aq", "--no-trunc", "--filter", filter)) ?? "";
  const ids = listed.split("\n").filter(Boolean);
  for (const id of ids) await dockerOrGone(at, "rm", "-f", "-v", id);
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
  return (await dockerOrGone(at, "volume", "rm", "-f", name)) !== undefined;
}

/** What is still attached to one of our networks is ours: a node whose creation was cut before the ledger knew its name. */
export async function removeNetwork(at: DockerAt, name: string): Promise<boolean> {
  await removeContainers(at, `network=${name}`);
  return (await dockerOrGone(at, "network", "rm", name)) !== undefined;
}
