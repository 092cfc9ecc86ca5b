import { stringify } from "yaml";
import { shellQuote } from "../../../base/text/shell-quote.ts";
import { CLUSTER_MEMORY_MB, CLUSTERS_PER_CPU, RESERVED_MEMORY_MB } from "../../doctor/budget.ts";
import { UsageError } from "../../usage-error.ts";
import { OWN_VERSION } from "../../version.ts";
import type { Division } from "./divide.ts";
import { heaviest } from "./engines.ts";

/** What of a Job is the cluster's own business. */
export interface JobPlaces {
  /** The image of its pods; without it `faultline:<version>`, which no node pulls where it is there. */
  readonly image?: string | undefined;
  /** The PersistentVolumeClaim that all pods write their results to; without it `faultline-results`. */
  readonly claim?: string | undefined;
}

interface JobOptions extends JobPlaces {
  /** Words of `faultline run` for the same plan. */
  readonly run: readonly string[];
  /** Clusters of one node that a pod may have at once; without it as many as its heaviest stand is. */
  readonly parallel?: number | undefined;
}

/** Exit codes that another try gives again: it would cost a cluster and show the same. */
const FINAL_EXITS = [1, 2, 4, 6];
const CLAIM_NAME = /^[a-z0-9]([-.a-z0-9]*[a-z0-9])?$/;
/** Where the image has what was built, so that no pod builds it. */
const CACHE = "/var/cache/faultline";

/**
 * A Kubernetes Indexed Job (batch/v1) with a pod for each shard, that runs as it is once its image and its claim are there. Every pod
 * asks for what its clusters take and has no more of them at once, whatever its node has. A shard that was killed is tried once more, and
 * goes on with what it had. @throws UsageError for what names no claim: the API server takes it, and the pods wait for ever.
 */
export function indexedJob(division: Division, { run, parallel, image, claim }: JobOptions): string {
  if (claim !== undefined && !CLAIM_NAME.test(claim))
    throw new UsageError(
      `"${claim}" names no PersistentVolumeClaim: lower case letters, digits, dashes and dots only`,
    );
  const { shards } = division;
  const weight = Math.max(heaviest(shards), parallel ?? 1);
  const memory = RESERVED_MEMORY_MB + Math.ceil(weight * CLUSTER_MEMORY_MB);
  const cpu = weight / CLUSTERS_PER_CPU;
  const words = ["--resume-cut", "--parallel", String(parallel ?? Math.ceil(weight)), ...run.map(shellQuote)];
  const command = `exec faultline run --shard $((JOB_COMPLETION_INDEX + 1))/${shards.length} ${words.join(" ")}`;
  const job = {
    apiVersion: "batch/v1",
    kind: "Job",
    metadata: { name: "faultline", annotations: { "faultline/plan": division.plan } },
    spec: {
      completions: shards.length,
      parallelism: shards.length,
      completionMode: "Indexed",
      backoffLimitPerIndex: 1,
      podFailurePolicy: {
        rules: [
          { action: "Ignore", onPodConditions: [{ type: "DisruptionTarget" }] },
          {
            action: "FailIndex",
            onExitCodes: { containerName: "faultline", operator: "In", values: FINAL_EXITS },
          },
        ],
      },
      template: {
        spec: {
          restartPolicy: "Never",
          containers: [
            {
              name: "faultline",
              image: image ?? `faultline:${OWN_VERSION}`,
              command: ["sh", "-c", command],
              env: [
                { name: "FAULTLINE_RESULTS_DIR", value: "/results" },
                { name: "FAULTLINE_CACHE_DIR", value: CACHE },
                { name: "FAULTLINE_STATE_DIR", value: "/var/lib/faultline" },
              ],
              // Its Docker engine mounts, routes and has firewall rules of its own.
              securityContext: { privileged: true },
              resources: { requests: { cpu: String(cpu), memory: `${memory}Mi` } },
              volumeMounts: [
                { name: "results", mountPath: "/results" },
                { name: "engine", mountPath: `${CACHE}/engine-data` },
              ],
            },
          ],
          volumes: [
            { name: "results", persistentVolumeClaim: { claimName: claim ?? "faultline-results" } },
            // The engine's layers are overlays, which cannot lie on the pod's own.
            { name: "engine", emptyDir: {} },
          ],
        },
      },
    },
  };
  return stringify(job, { lineWidth: 0 }).trimEnd();
}
