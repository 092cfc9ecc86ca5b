import { stringify } from "yaml";
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

/** Weight of the heaviest stand, in clusters of one node. */
export function heaviest(shards: readonly PlannedShard[]): number {
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
