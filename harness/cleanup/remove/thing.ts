import type { Clock } from "../../../base/clock.ts";
import type { Exec } from "../../../base/exec.ts";
import type { Thing } from "../../../base/ledger/entry.ts";
import { removeContainer, removeKindCluster, removeNetwork, removeVolume } from "./docker.ts";
import { removeFirewallRule } from "./firewall.ts";
import { removePath } from "./path.ts";
import { removeProcess } from "./process.ts";

export interface RemovalTools {
  readonly exec: Exec;
  readonly clock: Clock;
  /** The Docker client: a name on PATH or a path. */
  readonly docker: string;
}

/** Engines are not removed like this: whether one may go depends on everything else, see prune.ts. */
export type PlainThing = Exclude<Thing, { kind: "engine" }>;

const IN_DOCKER = {
  "kind-cluster": removeKindCluster,
  container: removeContainer,
  volume: removeVolume,
  network: removeNetwork,
};

/** Removes one thing; false when it was gone already. @throws NoEngineAnswers or RemovalFailed. */
export function removeThing(thing: PlainThing, { exec, clock, docker }: RemovalTools): Promise<boolean> {
  switch (thing.kind) {
    case "process":
      return removeProcess(thing, clock);
    case "firewall":
      return removeFirewallRule(exec, thing);
    case "path":
      return removePath(thing.path);
    default:
      return IN_DOCKER[thing.kind]({ exec, docker, dockerHost: thing.dockerHost }, thing.name);
  }
}
