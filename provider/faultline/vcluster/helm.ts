import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { ExecResult } from "../../../base/exec.ts";
import { helmFor } from "../../../toolchain/versions.ts";
import type { CreateCall } from "../../protocol/plugin.ts";
import type { Context } from "../context.ts";
import { NodeCommandFailed, outputOf } from "../docker.ts";
import type { Host, VClusterInputs } from "./host.ts";

/** Three images are copied and a whole control plane starts: a minute, several on a loaded machine. */
const DEFAULT_TIMEOUT_SECONDS = 420;

/** The host's API server could not be asked: nothing is known of the release itself. Helm does not ask twice, kubectl would. */
const LOST =
  /TLS handshake timeout|client connection lost|connection (refused|reset)|i\/o timeout|unexpected EOF/;
const RETRIES = 2;

/**
 * `helm upgrade --install`: installs or changes the release, and waits until its pods are ready and the old ones replaced.
 * @throws NodeCommandFailed with what helm said.
 */
export async function helmUpgrade(
  context: Context,
  { name, namespace, version, helm: by, values }: VClusterInputs,
  host: Host,
  { timeoutSeconds, signal }: Pick<CreateCall, "timeoutSeconds" | "signal">,
): Promise<void> {
  const file = join(host.folder, "values.json");
  await writeFile(file, JSON.stringify(values));
  const args = [
    ...["upgrade", "--install", name, join(chartsOf(context), `vcluster-${version}`)],
    ...["--namespace", namespace, "--create-namespace", "--values", file],
    ...["--wait", "--timeout", `${timeoutSeconds || DEFAULT_TIMEOUT_SECONDS}s`],
  ];
  let made = await helm(context, by, args, host, signal);
  for (let again = 0; again < RETRIES && made.exitCode !== 0 && LOST.test(made.stderr); again++) {
    signal.throwIfAborted();
    made = await helm(context, by, args, host, signal);
  }
  signal.throwIfAborted();
  outputOf(made, `helm could not install vCluster ${version}`, "Look at the pods of its namespace.");
}

type Release = Pick<VClusterInputs, "name" | "namespace" | "helm">;

/** Whether the release exists. */
export async function helmHas(
  context: Context,
  { name, namespace, helm: by }: Release,
  host: Host,
): Promise<boolean> {
  const found = await helm(context, by, ["status", name, "--namespace", namespace], host);
  if (isNoRelease(found)) return false;
  outputOf(found, `cannot look at Helm release ${name}`, "Does the host cluster answer?");
  return true;
}

export async function helmUninstall(
  context: Context,
  { name, namespace, helm: by }: Release,
  host: Host,
): Promise<void> {
  const gone = await helm(context, by, ["uninstall", name, "--namespace", namespace, "--wait"], host);
  if (isNoRelease(gone)) return;
  outputOf(gone, `helm could not remove release ${name}`, "Does the host cluster answer?");
}

/** Helm's caches and settings stay in the call's own folder: the user's repositories are neither read nor changed. */
async function helm(
  context: Context,
  version: string | undefined,
  args: readonly string[],
  { folder, kubeconfig }: Host,
  signal?: AbortSignal,
): Promise<ExecResult> {
  const home = join(folder, "helm");
  await mkdir(home, { recursive: true });
  const env = { HELM_CACHE_HOME: home, HELM_CONFIG_HOME: home, HELM_DATA_HOME: home };
  return await context.exec(helmFor(version), ["--kubeconfig", kubeconfig, ...args], {
    env,
    ...(signal && { signal }),
  });
}

function chartsOf({ charts }: Context): string {
  if (charts !== undefined) return charts;
  const nothing = { exitCode: 1, stdout: "", stderr: "", timedOut: false, durationMs: 0 };
  throw new NodeCommandFailed(
    "FAULTLINE_CHARTS does not say where vCluster's charts are",
    nothing,
    "Set it to a folder with vcluster-<version>/ in it, or use `faultline stack`, which does.",
  );
}

const isNoRelease = ({ exitCode, stderr }: ExecResult): boolean =>
  exitCode !== 0 && /release:? not found/i.test(stderr);
