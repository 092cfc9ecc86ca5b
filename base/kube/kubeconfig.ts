import { readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { parse } from "yaml";
import { z } from "zod";
import { whatIsWrong } from "../text/what-is-wrong.ts";
import { KubeconfigError } from "./errors.ts";

/** What it takes to talk to an API server as the kubeconfig's current user. */
export interface ClusterAccess {
  /** URL without a path. */
  readonly server: string;
  readonly ca?: Buffer;
  readonly cert?: Buffer;
  readonly key?: Buffer;
  readonly token?: string;
  readonly insecure: boolean;
  readonly serverName?: string;
}

const text = z.string().optional();
const kubeconfigSchema = z.object({
  "current-context": z.string().default(""),
  contexts: z.array(
    z.object({ name: z.string(), context: z.object({ cluster: z.string(), user: z.string() }) }),
  ),
  clusters: z.array(
    z.object({
      name: z.string(),
      cluster: z.object({
        server: z.url(),
        "certificate-authority": text,
        "certificate-authority-data": text,
        "insecure-skip-tls-verify": z.boolean().optional(),
        "tls-server-name": text,
      }),
    }),
  ),
  users: z.array(
    z.object({
      name: z.string(),
      user: z.object({
        "client-certificate": text,
        "client-certificate-data": text,
        "client-key": text,
        "client-key-data": text,
        token: text,
        exec: z.unknown().optional(),
        "auth-provider": z.unknown().optional(),
      }),
    }),
  ),
});

/** Which entries to use instead of the current context's. */
export interface Choice {
  readonly context?: string;
  readonly cluster?: string;
}

/**
 * The context of the kubeconfig at `path`: certificates (inline or as files) or a token.
 * @throws KubeconfigError
 */
export async function readKubeconfig(path: string): Promise<ClusterAccess> {
  const text = await readFile(path, "utf8").catch((cause) => refuse(`kubeconfig ${path}`, cause));
  return accessOf(text, { name: `kubeconfig ${path}`, folder: dirname(path) });
}

/**
 * What the text of a kubeconfig says. `name` is for the error; a path in it is relative to `folder`, as kubectl reads it.
 * @throws KubeconfigError
 */
export function accessOf(
  content: string,
  { name, folder }: { readonly name: string; readonly folder: string },
  choose: Choice = {},
): ClusterAccess {
  try {
    const config = kubeconfigSchema.parse(parse(content, { logLevel: "error" }));
    const { context } = named(config.contexts, choose.context ?? config["current-context"], "context");
    const { cluster } = named(config.clusters, choose.cluster ?? context.cluster, "cluster");
    const { user } = named(config.users, context.user, "user");
    if (user.exec !== undefined || user["auth-provider"] !== undefined)
      throw new Error("it runs a credential plugin (exec); use a certificate or a token");
    const bytes = (inline: string | undefined, file: string | undefined) => {
      if (inline !== undefined) return Buffer.from(inline, "base64");
      return file === undefined ? undefined : readFileSync(resolve(folder, file));
    };
    const ca = bytes(cluster["certificate-authority-data"], cluster["certificate-authority"]);
    const cert = bytes(user["client-certificate-data"], user["client-certificate"]);
    const key = bytes(user["client-key-data"], user["client-key"]);
    return {
      server: cluster.server,
      insecure: cluster["insecure-skip-tls-verify"] ?? false,
      ...(ca && { ca }),
      ...(cert && { cert }),
      ...(key && { key }),
      ...(user.token !== undefined && { token: user.token }),
      ...(cluster["tls-server-name"] !== undefined && { serverName: cluster["tls-server-name"] }),
    };
  } catch (cause) {
    return refuse(name, cause);
  }
}

function refuse(name: string, cause: unknown): never {
  throw new KubeconfigError(`Cannot use ${name}: ${whatIsWrong(cause)}`, { cause });
}

function named<T extends { name: string }>(list: readonly T[], name: string, kind: string): T {
  const found = list.find((item) => item.name === name);
  const known = list.map((item) => item.name).join(", ") || "none";
  if (!found) throw new Error(`it has no ${kind} "${name}"; it has: ${known}`);
  return found;
}
