import { lstat, rm } from "node:fs/promises";
import { homedir } from "node:os";
import { isAbsolute, normalize } from "node:path";
import type { Clock } from "../../../base/clock.ts";
import type { Exec } from "../../../base/exec.ts";
import type { Thing } from "../../../base/ledger/entry.ts";
import { removeFromEngine } from "./docker.ts";
import { RemovalFailed } from "./errors.ts";
import { removeProcess } from "./process.ts";

export interface RemovalTools {
  readonly exec: Exec;
  readonly clock: Clock;
}

/** Engines are not removed like this: whether one may go depends on everything else, see prune.ts. */
type PlainThing = Exclude<Thing, { kind: "engine" }>;

/** Removes one thing; false when it was gone already. @throws NoEngineAnswers or RemovalFailed. */
export function removeThing(thing: PlainThing, { exec, clock }: RemovalTools): Promise<boolean> {
  switch (thing.kind) {
    case "process":
      return removeProcess(thing, clock);
    case "firewall":
      return removeFirewallRule(exec, thing);
    case "path":
      return removePath(thing.path);
    default:
      return removeFromEngine({ exec, dockerHost: thing.dockerHost }, thing);
  }
}

/** Deletes every copy of the rule, the way it was made (without root: through a container); false when there was none. */
async function removeFirewallRule(exec: Exec, rule: Thing & { kind: "firewall" }): Promise<boolean> {
  const { firewallOf } = await import("../../../toolchain/engine/seal/firewall.ts");
  const firewall = await firewallOf(exec, process.env.DOCKER_HOST ?? "");
  const iptables = (action: "-C" | "-D") => firewall([["-t", rule.table, action, rule.chain, ...rule.spec]]);
  for (let removed = false; ; removed = true) {
    const found = await iptables("-C");
    // 1: no such rule (or no such chain any more). Anything else, a missing program say, leaves the question open.
    if (found.exitCode === 1) return removed;
    if (found.exitCode !== 0) throw new RemovalFailed("iptables -C", found.exitCode, found.stderr);
    const { exitCode, stderr } = await iptables("-D");
    const command = `iptables -D ${rule.chain} ${rule.spec.join(" ")}`;
    if (exitCode !== 0) throw new RemovalFailed(command, exitCode, stderr);
  }
}

/** Removes a file or a whole folder; false when it was gone. Refuses what nobody records in earnest. */
async function removePath(path: string): Promise<boolean> {
  const clean = normalize(path);
  if (!isAbsolute(clean) || clean.split("/").filter(Boolean).length < 2 || clean === homedir()) {
    throw new RemovalFailed(`rm -r ${path}`, 1, "refused: not a path faultline makes");
  }
  const found = await lstat(clean).catch(() => undefined);
  await rm(clean, { recursive: true, force: true, maxRetries: 3 });
  return found !== undefined;
}
