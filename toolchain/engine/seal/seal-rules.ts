import { createHash } from "node:crypto";
import type { Thing } from "../../../base/ledger/entry.ts";

type FirewallThing = Extract<Thing, { kind: "firewall" }>;

/** The bridge interface of a network: an interface name holds 15 characters, a network's name does not fit. */
export function bridgeOf(network: string): string {
  return `fl-${createHash("sha256").update(network).digest("hex").slice(0, 10)}`;
}

/** TCP gets a reset: an ICMP answer that arrives while connect() holds its socket is dropped, and the caller waits a second for its next try. */
const REFUSALS = [
  ["-j", "REJECT", "--reject-with", "icmp-port-unreachable"],
  ["-p", "tcp", "-j", "REJECT", "--reject-with", "tcp-reset"],
];

/**
 * The rules that close a network, each to be inserted before the one made earlier. Packets for other networks or the world
 * are refused at once, so that nobody outside can answer them (a packet to a ClusterIP that kube-proxy has not programmed
 * takes the default route) and nobody waits for a timeout. The machine itself only answers what it asked: published ports
 * work, its own services do not.
 */
export function sealRules(bridge: string): readonly FirewallThing[] {
  const outside = ["-i", bridge, "!", "-o", bridge];
  const machine = ["-i", bridge, "-m", "conntrack", "!", "--ctstate", "RELATED,ESTABLISHED"];
  return REFUSALS.flatMap((refusal) => [
    // Docker keeps DOCKER-USER first over its restarts, but takes it out for a moment whenever a network is made: hence both.
    { kind: "firewall", table: "filter", chain: "DOCKER-USER", spec: [...outside, ...refusal] },
    { kind: "firewall", table: "filter", chain: "FORWARD", spec: [...outside, ...refusal] },
    { kind: "firewall", table: "filter", chain: "INPUT", spec: [...machine, ...refusal] },
  ]);
}
