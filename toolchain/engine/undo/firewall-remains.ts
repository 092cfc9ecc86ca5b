/** Commands for one family: each is the arguments of iptables or ip6tables. */
export type FirewallCommand = readonly string[];

/** The address pool the private engine gives its networks from; rules that name only an address are recognised by it. */
export const ENGINE_POOL = "172.29.0.0/16";

const OURS =
  /(?:^| )DOCKER(?:-[A-Z0-9-]+)?(?= |$)|-[io] (?:docker0|br-[0-9a-f]{12}|fl-[0-9a-f]+)(?= |$)| -[sd] 172\.29\.\d/;

interface Table {
  readonly chains: Map<string, string>;
  readonly rules: string[];
}

/**
 * The commands that turn the firewall `now` into the one `before`, as far as an engine changed it: rules that name Docker's
 * chains, its bridges or its address pool, Docker's chains, and the policy of FORWARD. Rules that were there before, and rules
 * somebody else added since, stay. Both texts are what iptables-save prints.
 */
export function firewallRemains(before: string, now: string): FirewallCommand[] {
  const old = parseSave(before);
  const commands: FirewallCommand[] = [];
  for (const [name, table] of parseSave(now)) {
    const was = old.get(name);
    const kept = new Set(was?.rules ?? []);
    const chains = [...table.chains.keys()].filter(
      (chain) => chain.startsWith("DOCKER") && !was?.chains.has(chain),
    );
    for (const rule of table.rules) {
      if (kept.has(rule) || !OURS.test(rule)) continue;
      commands.push(["-t", name, ...words(rule.replace(/^-A/, "-D"))]);
    }
    for (const chain of chains) commands.push(["-t", name, "-F", chain]);
    for (const chain of chains) commands.push(["-t", name, "-X", chain]);
    const policy = was?.chains.get("FORWARD") ?? "ACCEPT";
    const policyNow = table.chains.get("FORWARD");
    if (name === "filter" && policyNow && policyNow !== policy)
      commands.push(["-t", name, "-P", "FORWARD", policy]);
  }
  return commands;
}

/** Tables that hold nothing now and were not there before: nft keeps an empty table for good unless it is deleted. */
export function emptyNewTables(before: string, now: string): string[] {
  const old = parseSave(before);
  return [...parseSave(now)]
    .filter(([name, table]) => {
      const plain = [...table.chains.values()].every((policy) => policy === "ACCEPT");
      return !old.has(name) && table.rules.length === 0 && plain;
    })
    .map(([name]) => name);
}

function parseSave(text: string): Map<string, Table> {
  const tables = new Map<string, Table>();
  let table: Table | undefined;
  for (const line of text.split("\n")) {
    if (line.startsWith("*")) {
      table = { chains: new Map(), rules: [] };
      tables.set(line.slice(1).trim(), table);
    } else if (line.startsWith(":")) {
      const [chain, policy] = line.slice(1).split(" ");
      if (chain) table?.chains.set(chain, policy ?? "-");
    } else if (line.startsWith("-A ")) {
      table?.rules.push(line.trim());
    }
  }
  return tables;
}

/** iptables-save puts arguments with spaces in double quotes. */
function words(rule: string): string[] {
  return (rule.match(/"(?:[^"\\]|\\.)*"|\S+/g) ?? []).map((word) =>
    word.startsWith('"') ? word.slice(1, -1).replaceAll('\\"', '"') : word,
  );
}
