import { request } from "node:http";

/** What `GET /version` of a Docker-compatible daemon says, as far as faultline reads it. */
export interface DaemonVersion {
  readonly Version: string;
  readonly ApiVersion: string;
  readonly Components?: readonly { readonly Name: string; readonly Version: string }[];
}

/**
 * Asks the daemon at a `unix://` or `tcp://` address for its version; undefined when nothing answers like Docker within
 * `timeoutMs`. Needs no docker CLI.
 */
export function daemonVersion(dockerHost: string, timeoutMs = 2000): Promise<DaemonVersion | undefined> {
  const address = addressOf(dockerHost);
  if (!address) return Promise.resolve(undefined);
  return new Promise((resolve) => {
    const asked = request({ ...address, path: "/version", timeout: timeoutMs }, (response) => {
      let body = "";
      response.setEncoding("utf8");
      response.on("data", (chunk: string) => {
        body += chunk;
      });
      response.on("end", () => resolve(parse(body)));
    });
    asked.on("timeout", () => asked.destroy());
    asked.on("error", () => resolve(undefined));
    asked.end();
  });
}

function addressOf(dockerHost: string): { socketPath: string } | { host: string; port: number } | undefined {
  if (dockerHost.startsWith("unix://")) return { socketPath: dockerHost.slice("unix://".length) };
  const tcp = /^(?:tcp|http):\/\/([^/:]+|\[[^\]]+\]):(\d+)/.exec(dockerHost);
  return tcp?.[1] ? { host: tcp[1].replace(/^\[|\]$/g, ""), port: Number(tcp[2]) } : undefined;
}

function parse(body: string): DaemonVersion | undefined {
  try {
    const version = JSON.parse(body) as DaemonVersion;
    return typeof version.ApiVersion === "string" ? version : undefined;
  } catch {
    return undefined;
  }
}
