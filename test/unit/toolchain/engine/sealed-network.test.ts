import { expect, test } from "vitest";
import type { Exec } from "../../../../base/exec.ts";
import { openLedger } from "../../../../base/ledger/open-ledger.ts";
import { ownerOf } from "../../../../base/ledger/owner.ts";
import { bridgeOf } from "../../../../toolchain/engine/seal/seal-rules.ts";
import {
  createSealedNetwork,
  removeSealedNetwork,
} from "../../../../toolchain/engine/seal/sealed-network.ts";
import { tempFolder } from "../../../temp-folder.ts";
import { virtualClock } from "../../../virtual-clock.ts";

const name = "faultline-net";
const bridge = bridgeOf(name);
const FORWARD = "-P FORWARD DROP\n-A FORWARD -j DOCKER-USER\n-A FORWARD -j DOCKER-ISOLATION-STAGE-1";

/** docker and iptables as far as sealing needs them; `forward` is what the FORWARD chain lists. */
async function machine({ forward = FORWARD, refuse = "", root = true, nodeImage = true } = {}) {
  const ledger = await openLedger({
    dir: tempFolder("toolchain"),
    run: "r",
    owner: ownerOf(process.pid),
    clock: virtualClock(),
  });
  const rules = new Set<string>();
  const networks = new Set<string>();
  const calls: { command: string; open: number }[] = [];
  const exec: Exec = async (file, args) => {
    const command = `${file} ${args.filter((arg) => arg !== "-w" && arg !== "10").join(" ")}`;
    calls.push({ command, open: (await ledger.entries()).filter((entry) => entry.state === "open").length });
    const answer = (stdout: string, stderr = "") => ({
      exitCode: stderr ? 1 : 0,
      stdout,
      stderr,
      timedOut: false,
      durationMs: 1,
    });
    if (!root && file === "iptables") return answer("", "Permission denied (you must be root)");
    if (command.startsWith("docker image ls"))
      return answer(nodeImage ? "other:1\nkindest/node:v1.32.5" : "other:1");
    if (command.startsWith("docker run")) {
      expect(command).toContain("--privileged --network host --entrypoint /bin/sh kindest/node:v1.32.5 -ec");
      return answer(forward);
    }
    if (refuse && command.includes(refuse)) return answer("", "refused");
    if (command.startsWith("docker network create")) networks.add(args.at(-1) ?? "");
    if (command.startsWith("docker network rm")) {
      return networks.delete(args.at(-1) ?? "") ? answer("") : answer("", "network not found");
    }
    if (command.startsWith("docker network inspect")) return answer("172.29.0.0/24 172.29.0.1");
    const rule = /-t (\S+) -([ICD]) (.*)/.exec(command);
    const [, table, action, spec] = rule ?? [];
    if (action === "I") rules.add(`${table} ${spec}`);
    const had = rules.has(`${table} ${spec}`);
    if (action === "D") rules.delete(`${table} ${spec}`);
    if ((action === "C" || action === "D") && !had) {
      return answer("", "iptables: Bad rule (does a matching rule exist in that chain?).");
    }
    return answer(command.includes("-S FORWARD") ? forward : "");
  };
  const options = { dockerHost: "unix:///nowhere/docker.sock", name, exec, ledger, clock: virtualClock() };
  const open = async () => (await ledger.entries()).filter((entry) => entry.state === "open");
  return { options, rules, networks, calls, open };
}

test("everything is in the ledger before it exists", async () => {
  const { options, calls, open } = await machine();
  const made = await createSealedNetwork({ ...options, labels: { "faultline.run": "r" } });
  expect(made).toEqual({ name, bridge, subnet: "172.29.0.0/24", gateway: "172.29.0.1" });
  expect(calls[0]).toMatchObject({ command: expect.stringContaining("--label faultline.run=r"), open: 1 });
  const inserted = calls.filter(({ command }) => / -I /.test(command));
  expect(inserted.map((call) => call.open)).toEqual([7, 7, 7, 7, 7, 7]);
  expect((await open()).length).toBe(7);
});

test("the last rule inserted, so the first one met, resets TCP", async () => {
  const { options, calls } = await machine();
  await createSealedNetwork({ ...options, labels: {} });
  const user = calls.filter(({ command }) => command.includes("-I DOCKER-USER"));
  expect(user.at(-1)?.command).toContain(
    `-i ${bridge} ! -o ${bridge} -p tcp -j REJECT --reject-with tcp-reset`,
  );
});

test("removing takes the network, its rules and their entries; twice is harmless", async () => {
  const { options, rules, networks, open } = await machine();
  await createSealedNetwork({ ...options, labels: {} });
  await removeSealedNetwork(options);
  await removeSealedNetwork(options);
  expect([rules.size, networks.size, (await open()).length]).toEqual([0, 0, 0]);
});

test("without root nothing is left, and the error says what it needs", async () => {
  const { options, networks, open } = await machine({ refuse: "-I INPUT" });
  await expect(createSealedNetwork({ ...options, labels: {} })).rejects.toThrow(/It needs root/);
  expect(networks.size).toBe(0);
  expect((await open()).length).toBe(0);
});

test("a FORWARD chain that accepts before DOCKER-USER is no seal", async () => {
  const { options, networks } = await machine({
    forward: "-P FORWARD DROP\n-A FORWARD -j ACCEPT\n-A FORWARD -j DOCKER-USER",
  });
  await expect(createSealedNetwork({ ...options, labels: {} })).rejects.toThrow(
    /do not pass DOCKER-USER first/,
  );
  expect(networks.size).toBe(0);
});

test("another program's chain and rules for its own interfaces may come before DOCKER-USER", async () => {
  const forward =
    "-P FORWARD DROP\n-A FORWARD -j ts-forward\n-A FORWARD -i virbr0 -j ACCEPT\n-A FORWARD -j DOCKER-USER";
  const { options } = await machine({ forward });
  expect((await createSealedNetwork({ ...options, labels: {} })).bridge).toBe(bridge);
});

test("without root the rules are set by a privileged container of a node image, all at once", async () => {
  const { options, calls } = await machine({ root: false });
  expect((await createSealedNetwork({ ...options, labels: {} })).bridge).toBe(bridge);
  const containers = calls.filter(({ command }) => command.startsWith("docker run"));
  expect(containers).toHaveLength(2);
  expect(containers[0]?.command).toContain(`'-I' 'DOCKER-USER' '-i' '${bridge}' '!' '-o' '${bridge}'`);
  await removeSealedNetwork(options);
});

test("with neither root nor a node image there is no network", async () => {
  const { options, networks } = await machine({ root: false, nodeImage: false });
  await expect(createSealedNetwork({ ...options, labels: {} })).rejects.toThrow(/It needs root/);
  expect(networks.size).toBe(0);
});
