import { createHash } from "node:crypto";
import type { Thing } from "../../harness/ledger/entry.ts";

type FirewallThing = Extract<Thing, { kind: "firewall" }>;

/** The bridge interface of a network: an interface name holds 15 characters, a network's name does not fit. */
export function bridgeOf(network: string): string {
  return `fl-${createHash("sha256").update(network).digest("hex").slice(0, 10)}`;
}

/**
 * The rules that close a network. Packets for other networks or the world are refused at once, so that nobody outside can
 * answer them (a packet to a ClusterIP that kube-proxy has not programmed takes the default route) and nobody waits for a
 * timeout. The machine itself only answers what it asked: published ports work, its own services do not.
 */
export function sealRules(bridge: string): readonly FirewallThing[] {
  return [
    {
      kind: "firewall",
      table: "filter",
      chain: "DOCKER-USER",
      spec: ["-i", bridge, "!", "-o", bridge, "-j", "REJECT", "--reject-with", "icmp-port-unreachable"],
    },
    {
      kind: "firewall",
      table: "filter",
      chain: "INPUT",
      spec: [
        ...["-i", bridge, "-m", "conntrack", "!", "--ctstate", "RELATED,ESTABLISHED"],
        ...["-j", "REJECT", "--reject-with", "icmp-port-unreachable"],
      ],
    },
  ];
}
