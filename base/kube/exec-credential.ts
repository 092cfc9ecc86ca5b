import { resolve, sep } from "node:path";
import type { Exec, ExecResult } from "../exec.ts";
import { secretFilter } from "../text/secrets.ts";
import type { ClusterAccess } from "./cluster-access.ts";
import { CredentialPluginError, KubeconfigError } from "./errors.ts";
import { type Credentials, credentialsIn } from "./exec-answer.ts";
import type { Chosen, Entry } from "./kubeconfig-chosen.ts";
import type { KubeconfigExec, KubeconfigUser } from "./kubeconfig-schema.ts";

/** How a credential plugin is run. */
export interface PluginRun {
  readonly exec: Exec;
  readonly signal?: AbortSignal;
  /** Milliseconds; one that asks a cloud takes some seconds. */
  readonly timeoutMs?: number;
}

const LIMIT_MS = 30_000;
const VERSIONS = ["client.authentication.k8s.io/v1", "client.authentication.k8s.io/v1beta1"];
/** Where a cluster's entry has what is for its plugin alone. */
const EXTENSION = "client.authentication.k8s.io/exec";

/** Whether a user has to ask a plugin: client-go does only where nothing else is said. */
export function pluginOf({ user }: Chosen, access: ClusterAccess): KubeconfigExec | undefined {
  const isKnown = access.token ?? access.cert ?? access.headers?.authorization;
  return isKnown === undefined ? (user?.value.exec ?? undefined) : undefined;
}

/**
 * Runs the user's plugin as kubectl does (https://kubernetes.io/docs/reference/access-authn-authz/authentication/#client-go-credential-plugins),
 * but without a terminal.
 * @throws KubeconfigError, CredentialPluginError
 */
export async function execCredentials(
  plugin: KubeconfigExec,
  chosen: Chosen & { readonly user: Entry<KubeconfigUser> },
  access: ClusterAccess,
  { exec, signal, timeoutMs = LIMIT_MS }: PluginRun,
): Promise<Credentials> {
  const { folder, at } = chosen.user;
  const { command, apiVersion } = usable(plugin, chosen.user);
  const info = { kind: "ExecCredential", apiVersion, spec: specOf(plugin, chosen, access) };
  const env = Object.fromEntries(plugin.env.map(({ name, value }) => [name, value]));
  const program = command.includes(sep) ? resolve(folder, command) : command;
  const result = await exec(program, plugin.args, {
    env: { ...env, KUBERNETES_EXEC_INFO: JSON.stringify(info) },
    timeoutMs,
    ownGroup: true,
    ...(signal && { signal }),
  });
  const refused = refusalOf(plugin, result, timeoutMs) ?? credentialsIn(result.stdout, apiVersion);
  if (typeof refused !== "string") return refused;
  const said = `${at("exec")}: the credential plugin ${command} ${refused}`;
  throw new CredentialPluginError(secretFilter(env)(said));
}

function refusalOf(plugin: KubeconfigExec, result: ExecResult, timeoutMs: number): string | undefined {
  const failure = STOPPED.exec(result.stderr)?.[1];
  if (result.timedOut) return `did not end within ${timeoutMs / 1_000} s${REMEDY}${wordsOf(result)}`;
  if (result.exitCode === 0) return undefined;
  if (result.exitCode >= NOT_FOUND && failure)
    return `cannot be started (${failure}); install it, or name another context${hintOf(plugin)}`;
  return `ended with ${result.exitCode}${REMEDY}${wordsOf(result)}`;
}

/** What execa says in place of a program that said nothing; it quotes the arguments, which may be secret. */
const STOPPED = /^Command (?:failed with (E[A-Z0-9]+):|timed out after |was )/;
const NOT_FOUND = 127;
const REMEDY = "; log in as it says, and see whether `kubectl get nodes` works";

/** @throws KubeconfigError for a plugin that is of no use here. */
function usable({ command, apiVersion, interactiveMode }: KubeconfigExec, { at }: Entry<KubeconfigUser>) {
  if (command === undefined) throw new KubeconfigError(`${at("exec", "command")}: no command is named`);
  if (apiVersion === undefined || !VERSIONS.includes(apiVersion))
    throw new KubeconfigError(
      `${at("exec", "apiVersion")}: none of ${VERSIONS.join(", ")}; have your provider's command write the kubeconfig anew`,
    );
  if (interactiveMode === "Always")
    throw new KubeconfigError(
      `${at("exec", "interactiveMode")}: the plugin ${command} wants a terminal, which it does not get here; set IfAvailable, or use a token`,
    );
  return { command, apiVersion };
}

function specOf(plugin: KubeconfigExec, { cluster: { value } }: Chosen, access: ClusterAccess) {
  if (!plugin.provideClusterInfo) return { interactive: false };
  const config = value.extensions.find(({ name }) => name === EXTENSION)?.extension;
  const cluster = {
    server: access.server,
    "tls-server-name": access.serverName,
    "insecure-skip-tls-verify": access.insecure || undefined,
    "certificate-authority-data": access.ca?.toString("base64"),
    "proxy-url": access.proxy,
    "disable-compression": value["disable-compression"] || undefined,
    config,
  };
  return { cluster, interactive: false };
}

/** Longest end of what a plugin said, which has the reason. */
const LONGEST_WORDS = 2_000;

function wordsOf({ stderr }: ExecResult): string {
  const said = STOPPED.test(stderr) ? "" : stderr.trim();
  return said === "" ? "" : `:\n${said.length > LONGEST_WORDS ? `…${said.slice(-LONGEST_WORDS)}` : said}`;
}

const hintOf = ({ installHint }: KubeconfigExec) =>
  installHint === undefined ? "" : `:\n${installHint.trim()}`;
