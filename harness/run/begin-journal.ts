import type { JournalEntry, JournalEvent } from "../journal/events.ts";
import { joinedToolchain } from "../journal/joined-toolchain.ts";
import type { Journal } from "../journal/open-journal.ts";
import { isWhole } from "../journal/whole-attempts.ts";
import type { Plan } from "../plan/plan.ts";
import type { ShardPart } from "../plan/shards/plan-division.ts";
import type { Resumed } from "./resumed.ts";

type Of<T extends JournalEntry["type"]> = Extract<JournalEntry, { type: T }>;

export interface Beginning extends Omit<Of<"run.started">, "type" | "copiedFrom" | "shard"> {
  readonly plan: Plan;
  readonly shard?: ShardPart | undefined;
  readonly resumed?: Resumed | undefined;
}

/** The first lines of a run's journal: who runs what, and what stands already. `see` gets the events as they are written. */
export function beginJournal(
  { plan, shard, resumed, ...started }: Beginning,
  journal: Journal,
  see: (event: JournalEvent) => void,
): void {
  const write = (entry: JournalEntry) => see(journal.write(entry));
  write({
    type: "run.started",
    ...started,
    ...(resumed && { copiedFrom: [resumed.run] }),
    ...(shard && { shard: { index: shard.index, of: shard.of, plan: shard.plan } }),
  });
  // Before the plan: a journal that has one has this as well.
  if (shard) write({ type: "run.elsewhere", cells: shard.elsewhere });
  write(plannedEntry(plan, resumed));
  if (!resumed) return;
  const used = toolchainOf(resumed);
  if (used) write({ ...used, type: "run.toolchain" });
  const stands = ({ cell, attempt }: { readonly cell: string; readonly attempt: number }) =>
    isWhole(resumed.whole, cell, attempt);
  journal.copy(resumed.journal, (cell, attempt) => stands({ cell, attempt }));
  for (const event of resumed.events)
    if ((event.type === "cell.started" || event.type === "cell.ended") && stands(event)) see(event);
}

/** What is planned of the whole matrix: what stands already is planned as well. */
export function plannedEntry(
  { stands, notRun, leftOut, estimate }: Plan,
  resumed: Beginning["resumed"],
): Of<"run.planned"> {
  const cells = [...(resumed?.finished ?? []), ...stands.flatMap(({ cells }) => cells)];
  return {
    type: "run.planned",
    cells,
    notRun,
    ...(leftOut && { leftOut }),
    ...(estimate && { estimate }),
  };
}

/** What this run uses, and with it what the one before had used. @throws ToolchainsDiffer. */
export function toolchainEntry(
  used: Omit<Of<"run.toolchain">, "type">,
  resumed: Resumed | undefined,
): Of<"run.toolchain"> {
  const before = resumed && toolchainOf(resumed);
  return { type: "run.toolchain", ...joinedToolchain(before ? [before, used] : [used]) };
}

function toolchainOf({ events }: Resumed) {
  const found = events.findLast((event) => event.type === "run.toolchain");
  return found && { components: found.components, standIns: found.standIns };
}
