import type { DockerAt } from "../../base/docker.ts";
import { dockerOrGone } from "./remove/docker.ts";

/** A kind node belongs to the cluster its label names; anything else to itself. */
const CONTAINERS = ["ps", "-a", "--format", '{{.Names}}\t{{.Label "io.x-k8s.kind.cluster"}}'];
/** k3d puts its own name before ours. */
const OURS = /^(k3d-)?faultline-/;

/**
 * Removes containers, networks and volumes named `faultline-…` (or by k3d `k3d-faultline-…`) that no open entry names: a creation that was cut after its
 * entry was closed, or made by a faultline whose ledger is lost. `known` are the names the ledger still holds.
 */
export async function sweepEngine(at: DockerAt, known: ReadonlySet<string>): Promise<readonly string[]> {
  const strays: string[] = [];
  const listed = async (...args: string[]) =>
    ((await dockerOrGone(at, ...args)) ?? "").split("\n").filter(Boolean);
  for (const line of await listed(...CONTAINERS)) {
    const [name = "", cluster = ""] = line.split("\t");
    if (!OURS.test(name) || known.has(name) || known.has(cluster)) continue;
    if ((await dockerOrGone(at, "rm", "-f", "-v", name)) !== undefined) strays.push(`container ${name}`);
  }
  for (const kind of ["network", "volume"]) {
    for (const name of await listed(kind, "ls", "--format", "{{.Name}}")) {
      if (!OURS.test(name) || known.has(name)) continue;
      if ((await dockerOrGone(at, kind, "rm", name)) !== undefined) strays.push(`${kind} ${name}`);
    }
  }
  return strays;
}
