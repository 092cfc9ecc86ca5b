import { join } from "node:path";
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

/** Seconds each may take; a cluster that answers none of them costs no more than one. */
const SECONDS = 20;
/** The end of what was said is kept: the newest events and lines. */
const MOST_CHARACTERS = 64 * 1_024;

/** Asks them all at once, of a virtual cluster's host too, and puts what is said into the journal. Never rejects. */
export async function keepEvidence(run: CellRun, { kubeconfig, host }: StandUp): Promise<void> {
  const clusters = [
    { kubeconfig, where: "" },
    ...(host ? [{ ...host, where: " # on the host cluster" }] : []),
  ];
  await Promise.all(
    clusters.flatMap(({ kubeconfig: of, where }, cluster) =>
      QUESTIONS.map(async (args, index) => {
        // kubectl's cache is of one cluster, and of one process at a time.
        const cacheDir = join(run.scratchDir, `evidence-${cluster}-${index}`);
        const asked = { ...run, kubeconfig: of, cacheDir, timeoutMs: (SECONDS + 5) * 1_000 };
        const result = await runKubectl(asked, [`--request-timeout=${SECONDS}s`, ...args]);
        const command = `kubectl ${args.join(" ")}${where}`;
        run.emit({ type: "evidence", command, exit: result.exitCode, text: endOf(bothOutputs(result)) });
      }),
    ),
  );
}

function endOf(text: string): string {
  const before = text.length - MOST_CHARACTERS;
  return before > 0
    ? `[${before} characters before this are left out]\n${text.slice(-MOST_CHARACTERS)}`
    : text;
}
