/** Debian packages of the private engine. Only Debian 13's Docker starts privileged containers without CAP_SYS_RESOURCE. */
export const DOCKER_SUITE = "trixie";
export const DOCKER_PACKAGES = ["docker.io", "containerd", "docker-cli"];

/**
 * Packages that must run on Debian 12's libraries: runc 1.1.5 (a newer one insists on CAP_SYS_RESOURCE) and the firewall
 * programs, with the libraries a minimal system lacks.
 */
export const SYSTEM_SUITE = "bookworm";
export const SYSTEM_PACKAGES = [
  "runc",
  "iptables",
  "libxtables12",
  "libip4tc2",
  "libip6tc2",
  "libnetfilter-conntrack3",
  "libnfnetlink0",
  "nftables",
  "libnftables1",
  "libnftnl11",
  "libmnl0",
  "libjansson4",
  "libedit2",
  "libbsd0",
  "libmd0",
  "libgmp10",
  "iproute2",
  "libbpf1",
  "libelf1",
  "libcap2",
  "zlib1g",
];

/** Programs linked into the engine's bin folder, by their place below the unpacked suite. */
export const LINKED: readonly (readonly [suite: string, path: string])[] = [
  [DOCKER_SUITE, "usr/sbin/dockerd"],
  [DOCKER_SUITE, "usr/sbin/docker-proxy"],
  [DOCKER_SUITE, "usr/bin/docker"],
  [DOCKER_SUITE, "usr/bin/containerd"],
  [DOCKER_SUITE, "usr/bin/containerd-shim-runc-v2"],
  [DOCKER_SUITE, "usr/bin/ctr"],
  [SYSTEM_SUITE, "usr/sbin/runc"],
];

/** Programs that need the unpacked libraries beside them: started through a small script. `calls` is the file behind the name. */
export const WRAPPED: readonly { readonly name: string; readonly file: string; readonly as?: string }[] = [
  ...[
    "iptables",
    "iptables-save",
    "iptables-restore",
    "ip6tables",
    "ip6tables-save",
    "ip6tables-restore",
  ].map((name) => ({ name, file: "usr/sbin/xtables-nft-multi", as: name })),
  { name: "nft", file: "usr/sbin/nft" },
  { name: "ip", file: "bin/ip" },
];
