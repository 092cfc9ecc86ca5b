/** Beside the lock file's packages: the firewall programs with the libraries a minimal system lacks. */
export const SYSTEM_PACKAGES = [
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

/** Programs linked into the engine's bin folder, by their place below the unpacked packages. */
export const DOCKER_PROGRAMS = [
  "usr/sbin/dockerd",
  "usr/sbin/docker-proxy",
  "usr/bin/docker",
  "usr/bin/containerd",
  "usr/bin/containerd-shim-runc-v2",
  "usr/bin/ctr",
];
export const SYSTEM_PROGRAMS = ["usr/sbin/runc"];

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
