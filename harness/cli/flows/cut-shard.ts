import { isDeepStrictEqual } from "node:util";
import { readOutline, readStart } from "../../journal/read-journal.ts";
import { triesOf } from "../../journal/whole-attempts.ts";
import type { ShardOfPlan } from "../../plan/shards/part-schema.ts";
import { journalsIn } from "../../report/find-journal.ts";
import { fullest, type Of, shardJournal } from "../../report/merge/choose-shards.ts";
import { unfinished } from "../../run/resumed.ts";
import { OWN_VERSION } from "../../version.ts";

type Options = Of<"run.started">["options"];

/**
 * The journal of the run of this shard of this plan, asked for alike, that was cut or ended with errors, if there is one to go on with: of
 * several that with most in it. Undefined also where nothing is left of the shard: who runs it again wants it anew.
 */
export async function cutShard(
  results: string,
  { index, of, plan }: ShardOfPlan,
  options: Options,
): Promise<string | undefined> {
  const tries = triesOf(options);
  const runs = [];
  for await (const path of journalsIn(results)) {
    const start = readStart(path);
    if (start?.type !== "run.started" || start.faultline !== OWN_VERSION) continue;
    if (!isDeepStrictEqual(start.shard, { index, of, plan })) continue;
    if (!isDeepStrictEqual(asked(start.options), asked(options))) continue;
    const { events } = await readOutline(path);
    if (!events.some(({ type }) => type === "run.planned")) continue;
    const run = shardJournal(path, events);
    const isComplete = run.ended?.outcome === "complete";
    // The newest come first: what is older than a run with nothing left has been done.
    if (isComplete && unfinished(path, events, tries).left.length === 0) break;
    runs.push(run);
  }
  return fullest(runs)?.path;
}

/** But for how many clusters at once, which changes no row. */
function asked({ parallel: _, ...options }: Options): unknown {
  return JSON.parse(JSON.stringify(options));
}
