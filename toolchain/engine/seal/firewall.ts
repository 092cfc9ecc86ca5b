import { dirname, join } from "node:path";
import type { Exec } from "../../../base/exec.ts";
import { readEngineRecord } from "../private/engine-record.ts";

/** What a batch of iptables commands left: the first failing one decides. */
export interface FirewallResult {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs iptables commands (their arguments) in order, on the machine whose firewall the daemon writes. */
export type Firewall = (commands: readonly (readonly string[])[]) => Promise<FirewallResult>;

/** Not root, or no iptables here at all: exit codes of iptables(8), and 127 for a missing program. */
const NOT_FROM_HERE = /permission denied|you must be root|ENOENT|EACCES|not found/i;

/**
 * The firewall of a daemon's machine: with the private engine's own iptables where this is its socket (the same tables as its
 * dockerd), else the machine's; and where that may not (not root, the daemon in a virtual machine), through a privileged
 * container of a node image, which has iptables.
 */
export async function firewallOf(exec: Exec, dockerHost: string): Promise<Firewall> {
  const record = await readEngineRecord(dirname(dockerHost.replace("unix://", "")));
  const program = record?.programs ? join(record.programs, "iptables") : "iptables";
  return async (commands) => {
    let stdout = "";
    for (const args of commands) {
      const result = await exec(program, ["-w", "10", ...args]);
      const refused = result.exitCode === 127 || NOT_FROM_HERE.test(result.stderr);
      if (refused && !record?.programs) {
        return (await throughContainer(exec, dockerHost, commands)) ?? result;
      }
      if (result.exitCode !== 0) return result;
      stdout = result.stdout;
    }
    return { exitCode: 0, stdout, stderr: "" };
  };
}

const NODE_IMAGE = /^(?:docker\.io\/)?(?:kindest|faultline)\/node:/;

/** All commands in one container, with the iptables (nft or legacy) that knows Docker's chain. Undefined without a node image. */
async function throughContainer(
  exec: Exec,
  dockerHost: string,
  commands: readonly (readonly string[])[],
): Promise<FirewallResult | undefined> {
  const env = { DOCKER_HOST: dockerHost };
  const listed = await exec("docker", ["image", "ls", "--format", "{{.Repository}}:{{.Tag}}"], { env });
  const image = listed.stdout.split("\n").find((name) => NODE_IMAGE.test(name));
  if (!image) return undefined;
  const script = [
    "for tool in iptables-nft iptables-legacy iptables; do $tool -w 10 -S DOCKER-USER >/dev/null 2>&1 && break; done",
    ...commands.map((args) => `$tool -w 10 ${args.map((arg) => `'${arg}'`).join(" ")}`),
  ].join("\n");
  const container = ["run", "--rm", "--privileged", "--network", "host", "--entrypoint", "/bin/sh"];
  return exec("docker", [...container, image, "-ec", script], { env, timeoutMs: 60_000 });
}
