import { type DockerAt, dockerFailure, runDocker } from "../../../base/docker.ts";
import type { Thing } from "../../../base/ledger/entry.ts";
import { NoEngineAnswers, RemovalFailed } from "./errors.ts";

/** Milliseconds one Docker command may take; removing a node kills a systemd with its containers. */
const COMMAND_TIMEOUT_MS = 120_000;
/** A kind node belongs to the cluster its label names; anything else to itself. */
const CONTAINERS = ["ps", "-a", "--format", '{{.Names}}\t{{.Label "io.x-k8s.kind.cluster"}}'];
/** k3d puts its own name before ours. */
const OURS = /^(k3d-)?faultline-/;

/** Runs one Docker command; undefined when what it names does not exist. */
async function dockerOrGone(at: DockerAt, ...args: string[]): Promise<string | undefined> {
  const result = await runDocker(at, args, { timeoutMs: COMMAND_TIMEOUT_MS });
  if (result.exitCode === 0) return result.stdout.trim();
  const failure = dockerFailure(result);
  if (failure === "no engine") throw new NoEngineAnswers(at.dockerHost ?? "", result.stderr);
  if (failure === "gone") return undefined;
  throw new RemovalFailed(`docker ${args.join(" ")}`, result.exitCode, result.stderr);
}

async function linesOf(at: DockerAt, ...args: string[]): Promise<readonly string[]> {
  return ((await dockerOrGone(at, ...args)) ?? "").split("\n").filter(Boolean);
}

/** Removes the containers with their anonymous volumes; false when there were none. */
async function removeContainers(at: DockerAt, filter: string): Promise<boolean> {
  const ids = await linesOf(at, "ps", "-aq", "--no-trunc", "--filter", filter);
  for (const id of ids) await dockerOrGone(at, "rm", "-f", "-v", id);
  return ids.length > 0;
}

/** Removes one thing of an engine; false when it was gone. */
export async function removeFromEngine(
  at: DockerAt,
  { kind, name }: Extract<Thing, { dockerHost: string }>,
): Promise<boolean> {
  switch (kind) {
    // A kind cluster is the containers with its label: kind itself is not needed, nor its kubeconfig.
    case "kind-cluster":
      return removeContainers(at, `label=io.x-k8s.kind.cluster=${name}`);
    // The name filter of `docker ps` is a pattern over "/name".
    case "container":
      return removeContainers(at, `name=^/?${name}$`);
    case "volume":
      return (await dockerOrGone(at, "volume", "rm", "-f", name)) !== undefined;
    // What is still attached to one of our networks is ours: a node whose creation was cut before the ledger knew its name.
    case "network":
      await removeContainers(at, `network=${name}`);
      return (await dockerOrGone(at, "network", "rm", name)) !== undefined;
  }
}

/**
 * Removes containers, networks and volumes named `faultline-…` (or by k3d `k3d-faultline-…`) that no open entry names: a creation that was cut after its
 * entry was closed, or made by a faultline whose ledger is lost. `known` are the names the ledger still holds.
 */
export async function sweepEngine(at: DockerAt, known: ReadonlySet<string>): Promise<readonly string[]> {
  const strays: string[] = [];
  for (const line of await linesOf(at, ...CONTAINERS)) {
    const [name = "", cluster = ""] = line.split("\t");
    if (!OURS.test(name) || known.has(name) || known.has(cluster)) continue;
    if ((await dockerOrGone(at, "rm", "-f", "-v", name)) !== undefined) strays.push(`container ${name}`);
  }
  for (const kind of ["network", "volume"]) {
    for (const name of await linesOf(at, kind, "ls", "--format", "{{.Name}}")) {
      if (!OURS.test(name) || known.has(name)) continue;
      if ((await dockerOrGone(at, kind, "rm", name)) !== undefined) strays.push(`${kind} ${name}`);
    }
  }
  return strays;
}
