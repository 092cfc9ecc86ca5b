import { existsSync, readFileSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, join } from "node:path";
import { parse } from "yaml";
import { BadKubeconfig } from "../errors.ts";

/** How to reach one cluster as one user. */
export interface Connection {
  readonly server: string;
  readonly ca?: Buffer;
  readonly insecure: boolean;
  /** Name to check the certificate for instead of the host's. */
  readonly serverName?: string;
  readonly clientCert?: Buffer;
  readonly clientKey?: Buffer;
  readonly token?: string;
  /** The context's namespace, where it has one. */
  readonly namespace?: string;
}

type Fields = Readonly<Record<string, unknown>>;

/**
 * Reads a kubeconfig given as its text or as a path; without one, $KUBECONFIG, then ~/.kube/config, as the real provider does.
 * @throws BadKubeconfig naming what is missing.
 */
export function readKubeconfig(
  setting: string | undefined,
  choose: { readonly context?: string; readonly cluster?: string },
  env: NodeJS.ProcessEnv,
): Connection {
  const config = parsed(textOf(setting, env));
  const contextName = choose.context ?? String(config["current-context"] ?? "");
  const context = entry(config, "contexts", contextName, "context");
  const cluster = entry(config, "clusters", choose.cluster ?? String(context.cluster), "cluster");
  const user = entry(config, "users", String(context.user), "user");
  if (user.exec || user["auth-provider"]) {
    throw new BadKubeconfig(
      "The stand-in for the Kubernetes plugin cannot run credential plugins (exec); use a certificate or a token.",
    );
  }
  const ca = material(cluster, "certificate-authority");
  const clientCert = material(user, "client-certificate");
  const clientKey = material(user, "client-key");
  return {
    server: String(cluster.server),
    insecure: cluster["insecure-skip-tls-verify"] === true,
    ...(ca && { ca }),
    ...(clientCert && { clientCert }),
    ...(clientKey && { clientKey }),
    ...(typeof cluster["tls-server-name"] === "string" && { serverName: cluster["tls-server-name"] }),
    ...(typeof user.token === "string" && { token: user.token }),
    ...(typeof context.namespace === "string" && { namespace: context.namespace }),
  };
}

function textOf(setting: string | undefined, env: NodeJS.ProcessEnv): string {
  if (setting?.includes("\n") || setting?.trimStart().startsWith("{")) return setting;
  const path = setting || env.KUBECONFIG?.split(delimiter)[0] || join(homedir(), ".kube", "config");
  const expanded = path.replace(/^~(?=\/)/, homedir());
  if (!existsSync(expanded))
    throw new BadKubeconfig(
      `No kubeconfig at ${expanded}: set the provider's \`kubeconfig\` to its content or path.`,
    );
  return readFileSync(expanded, "utf8");
}

function parsed(text: string): Fields {
  try {
    const config: unknown = parse(text);
    if (typeof config === "object" && config !== null) return config as Fields;
  } catch (error) {
    throw new BadKubeconfig("The provider's `kubeconfig` is not YAML.", { cause: error });
  }
  throw new BadKubeconfig("The provider's `kubeconfig` is empty.");
}

function entry(config: Fields, list: string, name: string, kind: string): Fields {
  const all = Array.isArray(config[list]) ? (config[list] as Fields[]) : [];
  const found = all.find((each) => each.name === name)?.[kind];
  if (typeof found === "object" && found !== null) return found as Fields;
  throw new BadKubeconfig(
    `The kubeconfig has no ${kind} "${name}"; it has: ${all.map((each) => each.name).join(", ") || "none"}.`,
  );
}

/** `<key>-data` in base64, or `<key>` as a path. */
function material(fields: Fields, key: string): Buffer | undefined {
  const data = fields[`${key}-data`];
  if (typeof data === "string") return Buffer.from(data, "base64");
  const path = fields[key];
  return typeof path === "string" ? readFileSync(path) : undefined;
}
