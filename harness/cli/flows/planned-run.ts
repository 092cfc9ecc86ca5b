import type { CliContext } from "../../context.ts";
import { type MadePlan, makePlan } from "../../plan/make-plan.ts";
import { pointText } from "../../plan/point.ts";
import { depthIn } from "../../plan/select/profile.ts";
import type { RunRequest } from "../../run/run.ts";
import { UsageError } from "../../usage-error.ts";
import { cutShard } from "./cut-shard.ts";
import { failedCells } from "./failed-cells.ts";
import { planResume } from "./resume-plan.ts";
import type { PlannedRun, RunCommand } from "./run-asked.ts";

/** @throws UsageError for bad input, InvalidScenarios. */
export async function plannedRun(
  command: RunCommand,
  name: "run" | "upgrade",
  context: CliContext,
): Promise<PlannedRun> {
  const { resume, failed, selectors } = command;
  const earlier = resume ?? failed;
  if (earlier !== undefined && selectors.length > 0)
    throw new UsageError(`run ${earlier} says which cells: leave out ${selectors.join(" ")}`);
  if (command.resumeCut && !command.shard)
    throw new UsageError("--resume-cut is of a shard: say --shard <i/n> too, or --resume <run>");
  if (resume !== undefined) return planResume(context, resume, command.parallel);
  const again = failed === undefined ? undefined : await failedCells(context, failed);
  const asked = { ...command, ...again };
  const made = await makePlan(context, asked);
  const options = optionsOf(asked, made);
  const isToGoOn = command.resumeCut === true && made.shard !== undefined;
  const cut = isToGoOn ? await cutShard(context.places.results, made.shard, options) : undefined;
  if (cut !== undefined) return planResume(context, cut, command.parallel);
  return {
    ...made,
    argv: [name, ...(failed === undefined ? [] : ["--failed", failed]), ...selectors],
    options,
    attempts: command.attempts,
    repeat: command.repeat,
    fresh: command.fresh,
    diagnose: command.diagnose,
    plugin: command.plugin,
  };
}

/** What was asked for beside the selectors, in words that say it without the profile that had them. */
function optionsOf(asked: RunCommand, { withinMinutes: budget }: MadePlan): RunRequest["options"] {
  const { fresh, profile, depth = depthIn(asked.profile), force, attempts, repeat } = asked;
  const { plugin, parallel, at } = asked;
  return {
    ...{ fresh, profile, depth, force, attempts },
    ...(repeat > 1 && { repeat }),
    ...(asked.diagnose && { diagnose: true }),
    ...(budget !== undefined && { budget }),
    ...(plugin !== undefined && { plugin }),
    ...(parallel !== undefined && { parallel }),
    ...(at.length > 0 && { at: at.map(pointText).join(" ") }),
  };
}
