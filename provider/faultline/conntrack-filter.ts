/** iptables match options that `conntrack -D` has too, by its name for them. */
const SHARED: Readonly<Record<string, string>> = {
  "-p": "-p",
  "--protocol": "-p",
  "-s": "-s",
  "--source": "-s",
  "-d": "-d",
  "--destination": "-d",
  "--sport": "--sport",
  "--source-port": "--sport",
  "--dport": "--dport",
  "--destination-port": "--dport",
};

/** The part of an iptables match that selects flows; interfaces and states are not part of a conntrack entry's key. */
export function conntrackFilter(match: readonly string[]): string[] {
  return match.flatMap((option, at) => {
    const name = SHARED[option];
    const value = match[at + 1];
    // conntrack cannot negate: a negated option is left out, which flushes more, never less.
    return name && value !== undefined && match[at - 1] !== "!" ? [name, value] : [];
  });
}
