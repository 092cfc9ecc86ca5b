import { readFile } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { parse } from "yaml";
import { z } from "zod";
import { KubeconfigError } from "./observe-errors.ts";

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
  "current-context": z.string(),
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
      }),
    }),
  ),
});

/** Reads the current context of a kubeconfig: certificates (inline or as files) or a token. Throws KubeconfigError. */
export async function readKubeconfig(path: string): Promise<ClusterAccess> {
  try {
    const config = kubeconfigSchema.parse(parse(await readFile(path, "utf8")));
    const { context } = named(config.contexts, config["current-context"]);
    const { cluster } = named(config.clusters, context.cluster);
    const { user } = named(config.users, context.user);
    const ca = await bytes(path, cluster["certificate-authority-data"], cluster["certificate-authority"]);
    const cert = await bytes(path, user["client-certificate-data"], user["client-certificate"]);
    const key = await bytes(path, user["client-key-data"], user["client-key"]);
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
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new KubeconfigError(`Cannot use kubeconfig ${path}: ${why}`, { cause });
  }
}

function named<T extends { name: string }>(list: readonly T[], name: string): T {
  const found = list.find((item) => item.name === name);
  if (!found) throw new Error(`nothing is named "${name}"`);
  return found;
}

/** Inline data is base64; a path is relative to the kubeconfig's folder. */
async function bytes(
  kubeconfig: string,
  inline: string | undefined,
  file: string | undefined,
): Promise<Buffer | undefined> {
  if (inline !== undefined) return Buffer.from(inline, "base64");
  return file === undefined ? undefined : await readFile(resolve(dirname(kubeconfig), file));
}
