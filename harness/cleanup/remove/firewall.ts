import type { Exec } from "../../../base/exec.ts";
import type { Thing } from "../../../base/ledger/entry.ts";
import { RemovalFailed } from "./errors.ts";

/** Deletes every copy of the rule, the way it was made (without root: through a container); false when there was none. */
export async function removeFirewallRule(exec: Exec, rule: Thing & { kind: "firewall" }): Promise<boolean> {
  const { firewallOf } = await import("../../../toolchain/engine/seal/firewall.ts");
  const firewall = await firewallOf(exec, process.env.DOCKER_HOST ?? "");
  const iptables = (action: "-C" | "-D") => firewall([["-t", rule.table, action, rule.chain, ...rule.spec]]);
  let removed = false;
  for (;;) {
    const found = await iptables("-C");
    // 1: no such rule (or no such chain any more). Anything else, a missing program say, leaves the question open.
    if (found.exitCode === 1) return removed;
    if (found.exitCode !== 0) throw new RemovalFailed("iptables -C", found.exitCode, found.stderr);
    const result = await iptables("-D");
    if (result.exitCode !== 0) {
      throw new RemovalFailed(
        `iptables -D ${rule.chain} ${rule.spec.join(" ")}`,
        result.exitCode,
        result.stderr,
      );
    }
    removed = true;
  }
}
