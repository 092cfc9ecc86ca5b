import { UsageError } from "../../usage-error.ts";

/** Part `index` (from 1) of so many that a plan is divided into. */
export interface Shard {
  readonly index: number;
  readonly of: number;
}

/** More jobs than this a GitHub matrix does not take. */
export const MOST_SHARDS = 256;

/** What runs shards, and takes their number in a form of its own. */
export const ENGINES = ["github", "gitlab", "job"] as const;

/** "2/5". @throws UsageError for anything else. */
export function shardOf(text: string): Shard {
  const [, index, of] = (/^(\d{1,3})\/(\d{1,3})$/.exec(text) ?? []).map(Number);
  if (!index || !of || index > of || of > MOST_SHARDS)
    throw new UsageError(
      `"${text}" is no shard: write 2/5 for the second of five, of ${MOST_SHARDS} at most`,
    );
  return { index, of };
}

export function shardText({ index, of }: Shard): string {
  return `${index}/${of}`;
}
