import { stringify } from "yaml";
import { shellQuote } from "../../../base/text/shell-quote.ts";
import { CLUSTER_MEMORY_MB, CLUSTERS_PER_CPU, RESERVED_MEMORY_MB } from "../../doctor/budget.ts";
import { UsageError } from "../../usage-error.ts";
import type { Division, PlannedShard } from "./divide.ts";
import { shardText } from "./shard.ts";

/** A pipeline does not take more jobs of one `parallel: matrix` (docs.gitlab.com/ci/yaml/#parallelmatrix). */
const MOST_GITLAB_JOBS = 200;

/** What one job of a CI has to know of its shard; `weight` is that of its heaviest stand, in clusters of one node. */
export interface ShardJob {
  readonly shard: string;
  readonly cells: number;
  readonly stands: number;
  readonly minutes: number;
  readonly weight: number;
}

export function jobOf(planned: PlannedShard, of: number): ShardJob {
  return {
    shard: shardText({ index: planned.index, of }),
    cells: planned.stands.reduce((sum, { cells }) => sum + cells.length, 0),
    stands: planned.stands.length,
    minutes: Math.ceil(planned.load / 60),
    weight: heaviest([planned]),
  };
}

export function jobsOf({ shards }: Division): readonly ShardJob[] {
  return shards.map((planned) => jobOf(planned, shards.length));
}

function heaviest(shards: readonly PlannedShard[]): number {
  return Math.max(1, ...shards.flatMap(({ stands }) => stands.map(({ weight }) => weight)));
}

/** For `strategy: matrix: ${{ fromJSON(…) }}` of a GitHub workflow: one line, of `MOST_SHARDS` jobs at most, because no plan has more. */
export function githubMatrix(division: Division): string {
  return JSON.stringify({ include: jobsOf(division) });
}

/** A hidden job that the job of a GitLab child pipeline extends; its variables are texts. @throws UsageError for too many jobs. */
export function gitlabMatrix(division: Division): string {
  const jobs = jobsOf(division);
  if (jobs.length > MOST_GITLAB_JOBS)
    throw new UsageError(
      `GitLab takes ${MOST_GITLAB_JOBS} jobs of one matrix at most, and these are ${jobs.length}: say --shards ${MOST_GITLAB_JOBS} or fewer`,
    );
  const matrix = jobs.map(({ shard, minutes, weight }) => ({
    SHARD: shard,
    SHARD_MINUTES: String(minutes),
    SHARD_WEIGHT: String(weight),
  }));
  return stringify({ ".faultline-shards": { parallel: { matrix } } }).trimEnd();
}

/** Exit codes that another try gives again: it would cost a cluster and show the same. */
const FINAL_EXITS = [1, 2, 4, 6];

/**
 * A Kubernetes Indexed Job (batch/v1) with a pod for each shard. Every pod asks for what the heaviest stand takes. The image, and a
 * volume for /results that all pods write to, are the cluster's own business: a kustomization or `kubectl patch` puts them in.
 */
export function indexedJob(division: Division, run: readonly string[]): string {
  const { shards } = division;
  const weight = heaviest(shards);
  const memory = RESERVED_MEMORY_MB + Math.ceil(weight * CLUSTER_MEMORY_MB);
  const cpu = Math.max(1, weight / CLUSTERS_PER_CPU);
  const args = run.map(shellQuote).join(" ");
  const command = `exec faultline run --shard $((JOB_COMPLETION_INDEX + 1))/${shards.length}${args ? ` ${args}` : ""}`;
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
              image: "faultline",
              command: ["sh", "-c", command],
              env: [{ name: "FAULTLINE_RESULTS_DIR", value: "/results" }],
              resources: { requests: { cpu: String(cpu), memory: `${memory}Mi` } },
            },
          ],
        },
      },
    },
  };
  return stringify(job, { lineWidth: 0 }).trimEnd();
}
