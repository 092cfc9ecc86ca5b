import type { Exec } from "../../seams/exec.ts";
import type { Thing } from "../entry.ts";
import { RemovalFailed } from "./errors.ts";

/** Deletes every copy of the rule; false when there was none. `-w`: wait for the lock other writers hold. */
export async function removeFirewallRule(exec: Exec, rule: Thing & { kind: "firewall" }): Promise<boolean> {
  const iptables = (action: "-C" | "-D") =>
    exec("iptables", ["-w", "10", "-t", rule.table, action, rule.chain, ...rule.spec]);
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
