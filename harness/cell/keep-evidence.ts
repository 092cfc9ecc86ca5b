import { join } from "node:path";
import { runDocker } from "../../base/docker.ts";
import type { ExecResult } from "../../base/exec.ts";
import { bothOutputs } from "../../base/text/both-outputs.ts";
import { runKubectl } from "../observe/kubectl.ts";
import type { StandUp } from "../stand/stand.ts";
import type { CellRun } from "./phases/cell-run.ts";

const METRICS_SERVER = ["-n", "kube-system", "-l", "k8s-app=metrics-server"] as const;

/** What is asked of a cluster before it goes: what somebody would ask who stood before it. */
const QUESTIONS: readonly (readonly string[])[] = [
  ["version"],
  ["get", "events", "-A", "--sort-by=.metadata.creationTimestamp"],
  ["get", "pods,services,endpointslices,deployments", "-A", "-o=wide"],
  ["describe", "nodes"],
  ["get", "apiservices"],
  ["get", "apiservice", "v1beta1.metrics.k8s.io", "-o=yaml"],
  ["get", "deployment,service,pods", ...METRICS_SERVER, "-o=yaml"],
  ["logs", ...METRICS_SERVER, "--all-containers", "--prefix", "--tail=200"],
  ["logs", ...METRICS_SERVER, "--all-containers", "--prefix", "--tail=200", "--previous"],
];

/** What is asked of each node: what its container printed, and its kubelet and containerd. K3s and k0s print all of theirs. */
const NODE_QUESTIONS: readonly ((node: string) => readonly string[])[] = [
  (node) => ["logs", "--timestamps", "--tail=100", node],
  (node) => ["exec", node, "journalctl", "--no-pager", "--lines=200", "--unit=kubelet", "--unit=containerd"],
];

/** Seconds each may take; a cluster that answers none of them costs no more than one. */
const SECONDS = 20;
/** The end of what was said is kept: the newest events and lines. */
const MOST_CHARACTERS = 64 * 1_024;

/** Asks them all at once, of a virtual cluster's host and of every node too, and puts what is said into the journal. Never rejects. */
export async function keepEvidence(run: CellRun, { kubeconfig, host, nodes }: StandUp): Promise<void> {
  const clusters = [
    { kubeconfig, where: "" },
    ...(host ? [{ ...host, where: " # on the host cluster" }] : []),
  ];
  const timeoutMs = (SECONDS + 5) * 1_000;
  const keep = (command: string, result: ExecResult) =>
    run.emit({ type: "evidence", command, exit: result.exitCode, text: endOf(bothOutputs(result)) });
  const objects = clusters.flatMap(({ kubeconfig: of, where }, cluster) =>
    QUESTIONS.map(async (args, index) => {
      // kubectl's cache is of one cluster, and of one process at a time.
      const cacheDir = join(run.scratchDir, `evidence-${cluster}-${index}`);
      const asked = { ...run, kubeconfig: of, cacheDir, timeoutMs };
      keep(
        `kubectl ${args.join(" ")}${where}`,
        await runKubectl(asked, [`--request-timeout=${SECONDS}s`, ...args]),
      );
    }),
  );
  const machines = nodes.flatMap((node) =>
    NODE_QUESTIONS.map(async (question) => {
      const args = question(node);
      keep(`docker ${args.join(" ")}`, await runDocker(run, args, { timeoutMs }));
    }),
  );
  await Promise.all([...objects, ...machines]);
}

function endOf(text: string): string {
  const before = text.length - MOST_CHARACTERS;
  return before > 0
    ? `[${before} characters before this are left out]\n${text.slice(-MOST_CHARACTERS)}`
    : text;
}
