import { writeFile } from "node:fs/promises";
import type { Clock } from "../../../base/clock.ts";
import { dockerFailure, runDocker } from "../../../base/docker.ts";
import type { Exec } from "../../../base/exec.ts";
import type { Thing } from "../../../base/ledger/entry.ts";
import type { Ledger } from "../../../base/ledger/ledger.ts";
import { systemClock } from "../../../base/system-clock.ts";
import { DockerFailed, SealFailed } from "../errors.ts";
import { firewallOf } from "./firewall.ts";
import { bridgeOf, sealRules } from "./seal-rules.ts";

/** A Docker network from which nothing reaches the outside or the machine itself. */
export interface SealedNetwork {
  readonly name: string;
  readonly bridge: string;
  readonly subnet: string;
  readonly gateway: string;
}

export interface SealedNetworkOptions {
  readonly dockerHost: string;
  readonly name: string;
  readonly exec: Exec;
  readonly ledger: Ledger;
  readonly clock?: Clock;
}

/**
 * Makes a network, closes it, and reads the rules back; nodes may only be started in it afterwards. What was made is removed
 * again when the sealing fails.
 * @throws DockerFailed, SealFailed.
 */
export async function createSealedNetwork(
  options: SealedNetworkOptions & { readonly labels: Readonly<Record<string, string>> },
): Promise<SealedNetwork> {
  const { name, labels, ledger, dockerHost } = options;
  const bridge = bridgeOf(name);
  await ledger.record({ kind: "network", name, dockerHost });
  await docker(options, [
    ...["network", "create", "--driver", "bridge"],
    ...["--opt", `com.docker.network.bridge.name=${bridge}`],
    // Without it nothing that left could be answered.
    ...["--opt", "com.docker.network.bridge.enable_ip_masquerade=false"],
    ...Object.entries(labels).flatMap(([key, value]) => ["--label", `${key}=${value}`]),
    name,
  ]);
  try {
    const rules = sealRules(bridge);
    for (const rule of rules) await ledger.record(rule);
    const iptables = await iptablesAt(options);
    await iptables(rules.map((rule) => ["-t", rule.table, "-I", rule.chain, ...rule.spec]));
    await verify(iptables, bridge, options.clock ?? systemClock);
    // Docker gives no IPv6 addresses here, but the bridge would still have a link-local one.
    await writeFile(`/proc/sys/net/ipv6/conf/${bridge}/disable_ipv6`, "1").catch(() => undefined);
    const format = "{{range .IPAM.Config}}{{.Subnet}} {{.Gateway}}{{end}}";
    const [subnet = "", gateway = ""] = (
      await docker(options, ["network", "inspect", "-f", format, name])
    ).split(" ");
    return { name, bridge, subnet, gateway };
  } catch (error) {
    await removeSealedNetwork(options).catch(() => undefined);
    throw error;
  }
}

/** Removes the network, then its rules, and closes their ledger entries. Harmless when they are gone already. */
export async function removeSealedNetwork(options: SealedNetworkOptions): Promise<void> {
  const { name, ledger, dockerHost, exec } = options;
  const removed = await runDocker(options, ["network", "rm", name]);
  if (removed.exitCode !== 0 && dockerFailure(removed) !== "gone") {
    throw new DockerFailed(`docker network rm ${name} failed: ${removed.stderr}`);
  }
  await closeEntries(ledger, { kind: "network", name, dockerHost });
  const firewall = await firewallOf(exec, dockerHost);
  for (const rule of sealRules(bridgeOf(name))) {
    const result = await firewall([["-t", rule.table, "-D", rule.chain, ...rule.spec]]);
    // A rule whose chain or itself is gone needs no removal.
    if (result.exitCode !== 0 && !/No chain|does a matching rule exist|Bad rule/.test(result.stderr)) {
      throw new SealFailed(`Could not remove a rule of the sealed network ${name}: ${result.stderr.trim()}`);
    }
    await closeEntries(ledger, rule);
  }
}

type Iptables = (commands: readonly (readonly string[])[]) => Promise<string>;

async function iptablesAt({ dockerHost, exec }: SealedNetworkOptions): Promise<Iptables> {
  const firewall = await firewallOf(exec, dockerHost);
  return async (commands) => {
    const result = await firewall(commands);
    if (result.exitCode === 0) return result.stdout;
    throw new SealFailed(
      `Could not seal the cluster network: iptables: ${result.stderr.trim()}. It needs root on the machine of the Docker daemon, or a daemon that runs privileged containers, and one that manages iptables.`,
    );
  };
}

/** Docker takes its chain out of FORWARD and puts it first again whenever any network is made: a moment, in milliseconds. */
const SETTLE_MS = 10_000;
const LOOK_MS = 200;

async function verify(iptables: Iptables, bridge: string, clock: Clock): Promise<void> {
  const checks = sealRules(bridge).map((rule) => ["-t", rule.table, "-C", rule.chain, ...rule.spec]);
  const deadline = clock.now() + SETTLE_MS;
  for (;;) {
    const hole = holeBeforeSeal(await iptables([...checks, ["-S", "FORWARD"]]));
    if (hole === undefined) return;
    if (clock.now() >= deadline) {
      throw new SealFailed(
        `Could not seal the cluster network: packets do not pass DOCKER-USER first (${hole}). Restart Docker, which puts its chain first.`,
      );
    }
    await clock.sleep(LOOK_MS);
  }
}

/** Chains of other programs may come before Docker's; what is accepted there without naming an interface passes the seal. */
function holeBeforeSeal(listed: string): string | undefined {
  const rules = listed.split("\n").map((line) => line.trim());
  const seal = rules.indexOf("-A FORWARD -j DOCKER-USER");
  if (seal < 0) return "FORWARD does not call it";
  return rules.slice(0, seal).find((rule) => rule.endsWith("-j ACCEPT") && !rule.includes(" -i "));
}

async function docker(options: SealedNetworkOptions, args: readonly string[]): Promise<string> {
  const result = await runDocker(options, args, { timeoutMs: 60_000 });
  if (result.exitCode === 0) return result.stdout.trim();
  throw new DockerFailed(`docker ${args.join(" ")} failed: ${result.stderr.trim()}`);
}

async function closeEntries(ledger: Ledger, thing: Thing): Promise<void> {
  const wanted = JSON.stringify(thing);
  for (const entry of await ledger.entries()) {
    if (entry.state === "open" && JSON.stringify(entry.thing) === wanted) await ledger.close(entry.id);
  }
}
