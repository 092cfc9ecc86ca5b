import { readFile } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { messageOf } from "../text/message-of.ts";
import { accessBy, type ClusterAccess } from "./cluster-access.ts";
import { KubeconfigError } from "./errors.ts";
import { execCredentials, type PluginRun, pluginOf } from "./exec-credential.ts";
import { type Choice, type Chosen, chosenOf } from "./kubeconfig-chosen.ts";
import { type KubeconfigFile, type Origin, parseKubeconfig } from "./kubeconfig-file.ts";

interface ReadOptions extends Choice {
  /** Who runs the credential plugin of a user who has one; without it such a user is refused. */
  readonly plugin?: PluginRun;
}

/**
 * What the kubeconfig at `paths` says; of several files, merged as kubectl does it, some may be missing.
 * @throws KubeconfigError, CredentialPluginError
 */
export async function readKubeconfig(
  paths: string | readonly string[],
  { plugin, ...choice }: ReadOptions = {},
): Promise<ClusterAccess> {
  const chosen = chosenOf(await readFiles([paths].flat()), choice);
  const access = accessBy(chosen);
  const { user } = chosen;
  const asked = pluginOf(chosen, access);
  if (!asked || !user) return access;
  if (!plugin) throw withoutPlugin(chosen);
  return { ...access, ...(await execCredentials(asked, { ...chosen, user }, access, plugin)) };
}

/** The same of a kubeconfig's text, which has no plugin. @throws KubeconfigError */
export function accessOf(text: string, origin: Origin, choice: Choice = {}): ClusterAccess {
  const chosen = chosenOf([parseKubeconfig(text, origin)], choice);
  const access = accessBy(chosen);
  if (pluginOf(chosen, access)) throw withoutPlugin(chosen);
  return access;
}

const withoutPlugin = ({ user }: Chosen) =>
  new KubeconfigError(
    `${user?.at("exec")}: credential plugins are run by \`faultline diagnose\` alone; use a certificate or a token`,
  );

async function readFiles(paths: readonly string[]): Promise<KubeconfigFile[]> {
  const missing: unknown[] = [];
  const texts = await Promise.all(
    paths.map((path) =>
      readFile(path, "utf8").catch((cause) => {
        if (cause.code !== "ENOENT") throw unread(path, cause);
        missing.push(cause);
        return undefined;
      }),
    ),
  );
  if (missing.length === paths.length) throw unread(paths.join(", "), missing[0]);
  return texts.flatMap((text, index) => {
    const name = paths[index] ?? "";
    return text === undefined ? [] : [parseKubeconfig(text, { name, folder: dirname(resolve(name)) })];
  });
}

const unread = (path: string, cause: unknown) =>
  new KubeconfigError(`Cannot read kubeconfig ${path}: ${messageOf(cause)}; name another`, { cause });
