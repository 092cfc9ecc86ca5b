import { expect, test } from "vitest";
import { emptyNewTables, firewallRemains } from "../../../../toolchain/engine/undo/firewall-remains.ts";

const BEFORE = `*filter
:INPUT ACCEPT [0:0]
:FORWARD ACCEPT [0:0]
:OUTPUT ACCEPT [0:0]
-A INPUT -i eth0 -p tcp -m tcp --dport 23 -j DROP
COMMIT
`;

const NOW = `*nat
:PREROUTING ACCEPT [0:0]
:POSTROUTING ACCEPT [0:0]
:DOCKER - [0:0]
-A PREROUTING -m addrtype --dst-type LOCAL -j DOCKER
-A POSTROUTING -s 172.29.0.0/24 ! -o fl-0123456789 -j MASQUERADE
-A POSTROUTING -s 172.29.0.2/32 -d 172.29.0.2/32 -p tcp -m tcp --dport 6443 -j MASQUERADE
-A POSTROUTING -s 10.1.0.0/16 -m comment --comment "someone's own" -j MASQUERADE
COMMIT
*filter
:INPUT ACCEPT [12:900]
:FORWARD DROP [0:0]
:OUTPUT ACCEPT [0:0]
:DOCKER - [0:0]
:DOCKER-USER - [0:0]
-A INPUT -i fl-0123456789 -m conntrack ! --ctstate RELATED,ESTABLISHED -j REJECT --reject-with icmp-port-unreachable
-A INPUT -i eth0 -p tcp -m tcp --dport 23 -j DROP
-A FORWARD -j DOCKER-USER
-A DOCKER-USER -j RETURN
COMMIT
`;

test("removes Docker's rules, chains and policy; what others have stays", () => {
  const commands = firewallRemains(BEFORE, NOW).map((command) => command.join(" "));
  expect(commands).toContain("-t nat -D POSTROUTING -s 172.29.0.0/24 ! -o fl-0123456789 -j MASQUERADE");
  expect(commands).toContain(
    "-t nat -D POSTROUTING -s 172.29.0.2/32 -d 172.29.0.2/32 -p tcp -m tcp --dport 6443 -j MASQUERADE",
  );
  expect(commands).toContain("-t filter -P FORWARD ACCEPT");
  expect(commands.filter((command) => command.includes("eth0") || command.includes("someone"))).toEqual([]);
  // A chain can only go when no rule of any chain jumps to it.
  expect(commands.indexOf("-t filter -X DOCKER-USER")).toBeGreaterThan(
    commands.indexOf("-t filter -D FORWARD -j DOCKER-USER"),
  );
  expect(commands.indexOf("-t filter -X DOCKER")).toBeGreaterThan(
    commands.indexOf("-t filter -F DOCKER-USER"),
  );
});

test("Docker chains, rules and a DROP policy that were there before are somebody else's", () => {
  expect(firewallRemains(NOW, NOW)).toEqual([]);
});

test("arguments in quotes stay one argument", () => {
  const rule = '-A FORWARD -o docker0 -m comment --comment "a \\"b\\" c" -j ACCEPT';
  const now = `*filter\n:FORWARD ACCEPT [0:0]\n${rule}\nCOMMIT\n`;
  expect(firewallRemains("", now)).toEqual([
    [
      "-t",
      "filter",
      "-D",
      "FORWARD",
      "-o",
      "docker0",
      "-m",
      "comment",
      "--comment",
      'a "b" c',
      "-j",
      "ACCEPT",
    ],
  ]);
});

test("only new tables with neither rules nor a policy are empty", () => {
  const now = `*nat
:POSTROUTING ACCEPT [0:0]
COMMIT
*raw
:PREROUTING DROP [0:0]
COMMIT
*filter
:FORWARD ACCEPT [0:0]
COMMIT
`;
  expect(emptyNewTables(BEFORE, now)).toEqual(["nat"]);
});
