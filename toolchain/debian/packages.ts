import { LockFileInvalid } from "../errors.ts";
import { lockedComponent } from "../lock/read-lock.ts";
import type { Lock } from "../lock/schema.ts";

/** Debian packages of the lock file: `name` or `name=version*`, in apt's form. */
export interface DebianPackages {
  readonly suite: string;
  readonly packages: readonly string[];
  /** Packages of Debian 12, for programs that must run on the machine's own libraries. */
  readonly ownSuite?: readonly string[] | undefined;
}

/** Debian 12: its programs run on the libraries of Debian 12 and 13 machines alike. */
export const OWN_SUITE = "bookworm";

/** iptables and nft with the libraries that a minimal system lacks; named alike in Debian 12 and 13. */
export const FIREWALL_PACKAGES = words(`
  iptables libxtables12 libip4tc2 libip6tc2 libnetfilter-conntrack3 libnfnetlink0
  nftables libnftables1 libnftnl11 libmnl0 libjansson4 libedit2 libbsd0 libmd0 libgmp10`);
/** The names update-alternatives would make for xtables-nft-multi. */
export const IPTABLES_PROGRAMS = words(
  "iptables iptables-save iptables-restore ip6tables ip6tables-save ip6tables-restore",
);

/** The Debian packages of a component, as the lock file has them. */
export function debianPackages(lock: Lock, component: string): DebianPackages {
  const { source } = lockedComponent(lock, component);
  if (source && "debian" in source) return source.debian;
  throw new LockFileInvalid(`toolchain/lock.yaml: ${component} has no source.debian`);
}

/** A list as a person types it. */
export function words(text: string): string[] {
  return text.trim().split(/\s+/);
}
