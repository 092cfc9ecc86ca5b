import type { Exec, ExecResult } from "../../base/exec.ts";
import { KUBECTL_ENV } from "../../base/kube/kubectl-env.ts";

export interface KubectlRun {
  /** Path of the kubectl. */
  readonly kubectl: string;
  /** Path of the cluster's kubeconfig. */
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
  const options = { env: KUBECTL_ENV, timeoutMs, signal };
  return exec(kubectl, ["--kubeconfig", kubeconfig, "--cache-dir", cacheDir, ...args], options);
}
