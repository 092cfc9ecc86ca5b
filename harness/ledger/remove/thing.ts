import type { Clock } from "../../seams/clock.ts";
import type { Exec } from "../../seams/exec.ts";
import type { Thing } from "../entry.ts";
import { removeContainer, removeKindCluster, removeNetwork, removeVolume } from "./docker.ts";
import { removeFirewallRule } from "./firewall.ts";
import { removePath } from "./path.ts";
import { removeProcess } from "./process.ts";

export interface RemovalTools {
  readonly exec: Exec;
  readonly clock: Clock;
  /** The Docker client: a name on PATH or a path. */
  readonly docker: string;
  /** Stops the private engine under this root and removes what it holds; false when there was none. */
  readonly removeEngine: (root: string) => Promise<boolean>;
}

/** Removes one thing; false when it was gone already. Throws EngineUnreachable or RemovalFailed. */
export function removeThing(
  thing: Thing,
  { exec, clock, docker, removeEngine }: RemovalTools,
): Promise<boolean> {
  switch (thing.kind) {
    case "process":
      return removeProcess(thing, clock);
    case "kind-cluster":
      return removeKindCluster({ exec, docker, dockerHost: thing.dockerHost }, thing.name);
    case "container":
      return removeContainer({ exec, docker, dockerHost: thing.dockerHost }, thing.name);
    case "volume":
      return removeVolume({ exec, docker, dockerHost: thing.dockerHost }, thing.name);
    case "network":
      return removeNetwork({ exec, docker, dockerHost: thing.dockerHost }, thing.name);
    case "firewall":
      return removeFirewallRule(exec, thing);
    case "path":
      return removePath(thing.path);
    case "engine":
      return removeEngine(thing.root);
  }
}
