import { columns } from "../../../base/text/columns.ts";
import type { CliContext } from "../../context.ts";
import { type PickOptions, pickCells } from "../../plan/pick-cells.ts";
import { pointText } from "../../plan/point.ts";
import type { Division } from "../../plan/shards/divide.ts";
import { githubMatrix, gitlabMatrix, jobsOf } from "../../plan/shards/engines.ts";
import { indexedJob, type JobPlaces } from "../../plan/shards/indexed-job.ts";
import { divisionOf } from "../../plan/shards/plan-division.ts";
import type { ENGINES } from "../../plan/shards/shard.ts";
import { shardsJson } from "../../plan/shards/shards-schema.ts";
import { printJson, printLines } from "../output.ts";

interface Asked extends PickOptions, JobPlaces {
  readonly output: (typeof ENGINES)[number] | "text" | "json";
  readonly shards: number;
  readonly fresh: boolean;
  readonly parallel?: number;
}

/** `faultline plan --shards n`: the same division that each `run --shard i/n` comes to by itself. */
export async function showShards(context: CliContext, asked: Asked): Promise<void> {
  const division = await divisionOf(context, await pickCells(context, asked), asked);
  switch (asked.output) {
    case "json":
      return printJson(context, shardsJson(division));
    case "github":
      return printLines(context, [githubMatrix(division)]);
    case "gitlab":
      return printLines(context, [gitlabMatrix(division)]);
    case "job":
      return printLines(context, [indexedJob(division, { ...asked, run: argsOf(asked) })]);
    case "text":
      return printLines(context, linesOf(division, asked.shards));
  }
}

/** What `faultline run` needs to come to the same plan. */
function argsOf({ selectors, fresh, profile, depth, at, force }: Asked): readonly string[] {
  return [
    ...(fresh ? ["--fresh"] : []),
    ...(profile === "default" ? [] : ["--profile", profile]),
    ...(depth === undefined ? [] : ["--depth", depth]),
    ...at.flatMap((point) => ["--at", pointText(point)]),
    ...(force ? ["--force"] : []),
    ...selectors,
  ];
}

function linesOf(division: Division, asked: number): readonly string[] {
  const rows = jobsOf(division).map(({ shard, cells, stands, minutes, weight }) =>
    [shard, cells, stands, `~${minutes} min`, weight].map(String),
  );
  const filled = division.shards.length;
  return [
    ...columns([["SHARD", "CELLS", "STANDS", "WORK", "HEAVIEST"], ...rows]),
    "",
    `plan ${division.plan}${filled < asked ? `: there is nothing for more than ${filled} shards` : ""}`,
    ...division.shards.flatMap(({ notRun }) =>
      notRun.map(({ cell, reason }) => `not run: ${cell.id}: ${reason}`),
    ),
  ];
}
