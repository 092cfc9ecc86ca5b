import type { Exec, ExecResult } from "../../base/exec.ts";

/** Keeps kubectl off a proxy: clusters' addresses are this machine's own, also those in the engine's networks, which are no loopback. */
export const NO_PROXY = { NO_PROXY: "*", no_proxy: "*" };

export interface KubectlRun {
  /** Path of the kubectl. */
  readonly kubectl: string;
  readonly kubeconfig: string;
  /** Folder for its discovery cache: the user's own is not touched. */
  readonly cacheDir: string;
  readonly exec: Exec;
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

/** Runs kubectl once against one cluster, directly. Never rejects for what kubectl says. */
export function runKubectl(run: KubectlRun, args: readonly string[]): Promise<ExecResult> {
  const { exec, kubectl, kubeconfig, cacheDir, timeoutMs, signal } = run;
  const options = { env: NO_PROXY, timeoutMs, signal };
  return exec(kubectl, ["--kubeconfig", kubeconfig, "--cache-dir", cacheDir, ...args], options);
}
