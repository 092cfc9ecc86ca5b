import { readLedger } from "../../../base/ledger/files.ts";
import { isAlive } from "../../../base/ledger/owner.ts";
import type { CliContext } from "../../context.ts";
import { gatherFacts } from "../../doctor/gather.ts";
import { elsewhereOf } from "../../journal/elsewhere.ts";
import type { JournalEvent } from "../../journal/events.ts";
import { readOutline } from "../../journal/read-journal.ts";
import { triesOf } from "../../journal/whole-attempts.ts";
import { asFrozen } from "../../plan/as-frozen.ts";
import { planPicked } from "../../plan/make-plan.ts";
import { cgroupObstacle } from "../../plan/obstacle.ts";
import { findJournal } from "../../report/find-journal.ts";
import { unfinished } from "../../run/resumed.ts";
import { loadCatalog } from "../../scenario/load/load.ts";
import { UsageError } from "../../usage-error.ts";
import { OWN_VERSION } from "../../version.ts";
import { kubernetesPluginOf } from "../plugin-option.ts";
import type { PlannedRun } from "./run-asked.ts";

/**
 * What is left of a run that was cut or stopped, or merged without a shard, asked for as that run was.
 * @throws UsageError where it goes on still, nothing is left, or another version or scenario would be mixed into its matrix.
 */
export async function planResume(
  context: CliContext,
  run: string,
  parallel: number | undefined,
): Promise<PlannedRun> {
  const journal = await findJournal(context.places.results, run);
  const { events } = await readOutline(journal);
  const { started, planned } = begunOf(run, events);
  await refuseLiving(context, started.run);
  const { argv, options } = started;
  const tries = triesOf(options);
  const fresh = options.fresh === true;
  const { resumed, left, notRun } = unfinished(journal, events, tries);
  if (left.length === 0 && events.some(({ type }) => type === "run.ended"))
    throw new UsageError(
      `nothing is left of run ${started.run}: every cell has ended, ${tries.repeat > 1 ? "and --repeat counts its errors" : "and none in an error"}${notRun.length > 0 ? `; faultline report ${started.run} says why ${notRun.length} cannot be run` : ""}`,
    );
  const scenarios = await loadCatalog(context.scenarios);
  // What has ended is held to the scenarios too: rows of one matrix are of one content.
  const picked = asFrozen([...resumed.finished, ...left], scenarios).slice(resumed.finished.length);
  const facts = await gatherFacts(context);
  // Cells of a missing shard were planned for another machine.
  const asked = { facts, obstacle: cgroupObstacle(facts), fresh, parallel };
  const made = await planPicked(context, picked, asked);
  return {
    ...made,
    plan: { ...made.plan, notRun: [...notRun, ...made.plan.notRun], leftOut: planned.leftOut },
    resumed,
    ...(started.shard && { shard: { ...started.shard, elsewhere: await elsewhereOf(journal, planned) } }),
    argv,
    options,
    ...tries,
    fresh,
    diagnose: options.diagnose === true,
    plugin: kubernetesPluginOf(options.plugin),
  };
}

type Of<T extends JournalEvent["type"]> = Extract<JournalEvent, { type: T }>;

function begunOf(run: string, events: readonly JournalEvent[]) {
  const started = events.find((event): event is Of<"run.started"> => event.type === "run.started");
  const planned = events.findLast((event): event is Of<"run.planned"> => event.type === "run.planned");
  if (!started || !planned) throw new UsageError(`run ${run} was cut before its plan; start it anew`);
  if (started.faultline !== OWN_VERSION)
    throw new UsageError(
      `run ${run} is of faultline ${started.faultline ?? "of before it said its version"}, and this is ${OWN_VERSION}; start it anew, or use that version`,
    );
  return { started, planned };
}

async function refuseLiving({ places }: CliContext, run: string): Promise<void> {
  const ledger = (await readLedger(places.ledger)).find((each) => each.run === run);
  const owner = ledger?.entries.map((entry) => entry.owner).find(isAlive);
  if (owner)
    throw new UsageError(`run ${run} is still going, as process ${owner.pid}; wait for it or stop it`);
}
