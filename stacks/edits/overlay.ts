import type { NodeRuleSpec, StandSpec } from "../spec.ts";
import { withNodeRule, withoutNodeRule } from "./metrics-server.ts";

/** What flannel on Linux sends VXLAN to; the standard's port is 4789. */
const FLANNEL_PORT = 8472;
const CUT = "drop-vxlan";

/** A rule on every node for UDP that arrives at a port, before any other. */
export function withArrivingUdp(
  spec: StandSpec,
  {
    name,
    port,
    target,
  }: { readonly name: string; readonly port: number; readonly target: "ACCEPT" | "DROP" },
): StandSpec {
  const match = ["-p", "udp", "--dport", String(port)];
  const rule: NodeRuleSpec = { name, node: "all", table: "filter", chain: "INPUT", match, target: [target] };
  return withNodeRule(spec, rule);
}

/** Lets flannel's VXLAN in on every node, before any rule that is there. */
export function withVxlanAccepted(spec: StandSpec): StandSpec {
  return withArrivingUdp(spec, { name: "open-vxlan", port: FLANNEL_PORT, target: "ACCEPT" });
}

/** Drops flannel's VXLAN as it arrives, on every node. */
export function withOverlayCut(spec: StandSpec): StandSpec {
  return withArrivingUdp(spec, { name: CUT, port: FLANNEL_PORT, target: "DROP" });
}

/** Takes that rule out again. */
export function withoutOverlayCut(spec: StandSpec): StandSpec {
  return withoutNodeRule(spec, CUT);
}
