import type { Exec } from "../../../base/exec.ts";
import { systemClock } from "../../../base/system-clock.ts";
import { prune } from "../../../harness/cleanup/prune.ts";
import type { PrivateEngine } from "../../../harness/cleanup/remove/engine.ts";

export const dockerHost = "unix:///run/d.sock";
/** The owner of what a killed run left. */
export const dead = { pid: 4_000_000, startTicks: "1" };
export const ended = { exitCode: 0, stdout: "", stderr: "", timedOut: false, durationMs: 1 };

/** A fake Docker engine and iptables: containers with labels, networks, one copy of each rule. */
export function fakeMachine() {
  const containers = new Map([
    ["c1", "label=io.x-k8s.kind.cluster=faultline-a"],
    ["c2", "name=^/?faultline-b$"],
    ["theirs", "label=io.x-k8s.kind.cluster=mine"],
  ]);
  const networks = new Set(["faultline-n", "bridge"]);
  const rules = new Set(["filter DOCKER-USER -i br0 -j REJECT"]);
  const calls: string[] = [];
  const exec: Exec = async (file, args) => {
    calls.push([file, ...args].join(" "));
    if (file === "iptables") {
      const [, , , table, action, ...rule] = args;
      const key = `${table} ${rule.join(" ")}`;
      if (!rules.has(key)) return { ...ended, exitCode: 1, stderr: "Bad rule" };
      if (action === "-D") rules.delete(key);
      return ended;
    }
    if (args[0] === "ps") {
      const ids = [...containers].filter(([, filter]) => filter === args.at(-1)).map(([id]) => id);
      return { ...ended, stdout: ids.join("\n") };
    }
    if (args[0] === "rm") containers.delete(String(args.at(-1)));
    if (args[0] === "network" && !networks.delete(String(args[2]))) {
      return { ...ended, exitCode: 1, stderr: `Error response from daemon: network ${args[2]} not found` };
    }
    return ended;
  };
  return { exec, containers, networks, rules, calls };
}

/** The private engine of a machine that never had one. */
export const noEngine: PrivateEngine = {
  root: "/none/engine",
  dockerHost: "unix:///none",
  programs: undefined,
  running: async () => false,
  stop: async () => false,
};

/** `faultline prune` of the ledger in `ledgerDir`. */
export const pruning =
  (ledgerDir: () => string) =>
  (exec: Exec, more: object = {}, engine = noEngine) =>
    prune({
      ledgerDir: ledgerDir(),
      exec,
      clock: systemClock,
      engineRoot: engine.root,
      engineAt: async () => engine,
      ...more,
    });
