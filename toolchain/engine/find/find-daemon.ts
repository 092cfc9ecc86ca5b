import { join } from "node:path";
import type { Exec } from "../../../base/exec.ts";
import { EngineUnreachable } from "../errors.ts";
import { type DaemonVersion, daemonVersion } from "./docker-api.ts";

export interface FoundDaemon {
  readonly dockerHost: string;
  readonly version: DaemonVersion;
}

/**
 * The Docker daemon this machine already has: DOCKER_HOST, the current docker context, the usual sockets, then Podman's
 * socket if it answers like Docker. `own` is the private engine's address, which never counts.
 * @throws EngineUnreachable when DOCKER_HOST is set and nothing answers there: guessing another would surprise its owner.
 */
export async function findDaemon(input: {
  readonly env: NodeJS.ProcessEnv;
  readonly exec: Exec;
  readonly own: string;
  readonly ask?: (dockerHost: string) => Promise<DaemonVersion | undefined>;
}): Promise<FoundDaemon | undefined> {
  const { env, own } = input;
  const ask = input.ask ?? daemonVersion;
  const asked = env.DOCKER_HOST;
  if (asked && asked !== own) {
    const version = (await ask(asked)) ?? (await askWithCli(input.exec, asked));
    if (version) return { dockerHost: asked, version };
    throw new EngineUnreachable(
      `No Docker daemon answers at DOCKER_HOST=${asked}: start it, or unset DOCKER_HOST to let faultline find or start one.`,
    );
  }
  for (const dockerHost of await candidates(input.exec, env)) {
    if (dockerHost === own) continue;
    const version = await ask(dockerHost);
    if (version) return { dockerHost, version };
  }
  return undefined;
}

async function candidates(exec: Exec, env: NodeJS.ProcessEnv): Promise<string[]> {
  const context = await exec("docker", ["context", "inspect", "--format", "{{.Endpoints.docker.Host}}"], {
    env: { DOCKER_HOST: "" },
    timeoutMs: 5000,
  });
  const sockets = ["/var/run/docker.sock", "/run/podman/podman.sock"];
  const runtime = env.XDG_RUNTIME_DIR;
  if (runtime) sockets.push(join(runtime, "docker.sock"), join(runtime, "podman/podman.sock"));
  const fromContext = context.exitCode === 0 ? [context.stdout.trim()] : [];
  return [...new Set([...fromContext, ...sockets.map((path) => `unix://${path}`)])].filter(Boolean);
}

/** ssh:// and TLS addresses: only the CLI knows how to reach them. */
async function askWithCli(exec: Exec, dockerHost: string): Promise<DaemonVersion | undefined> {
  const shown = await exec("docker", ["version", "--format", "{{json .Server}}"], {
    env: { DOCKER_HOST: dockerHost },
    timeoutMs: 15_000,
  });
  if (shown.exitCode !== 0) return undefined;
  const server = JSON.parse(shown.stdout) as DaemonVersion | null;
  return server ?? undefined;
}
