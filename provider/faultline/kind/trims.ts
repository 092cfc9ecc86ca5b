/**
 * What is turned down in the control plane because our clusters live for minutes and several share two cores. Nothing here
 * may change what a scenario observes: no probe, no kubelet period, no aggregator setting. The one place for such settings.
 */
export function trims(servers: number) {
  return {
    /** Several etcds that fsync make the disk the bottleneck (load 30, 40 % iowait with eight clusters). A crash loses the data, and nobody wants it. */
    etcd: { "unsafe-no-fsync": "true" },
    /** One server has nobody to elect against: saves the lease writes every 2 s and the wait for the first lease. */
    leaderElection: servers === 1 ? { "leader-elect": "false" } : {},
    /** `faultline` brings CoreDNS as a workload of the stack, because DNS is part of what scenarios describe. */
    skipPhases: ["addon/coredns"],
  };
}
