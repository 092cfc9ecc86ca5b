import { copyFile, mkdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { JournalEvent } from "../journal/events.ts";
import { isFinished, standingAttempts, type Tries, type WholeAttempts } from "../journal/whole-attempts.ts";
import type { Cell } from "../plan/cell.ts";
import { workerLogName } from "./names.ts";

/** What stands of a run that was cut or stopped, or whose machine failed: it begins the journal of the run that goes on with it. */
export interface Resumed {
  readonly run: string;
  /** Its journal's path. */
  readonly journal: string;
  /** Its events but for the samples. */
  readonly events: readonly JournalEvent[];
  /** Cells that get no further attempt. */
  readonly finished: readonly Cell[];
  readonly whole: WholeAttempts;
}

type NotRun = Extract<JournalEvent, { type: "run.planned" }>["notRun"];

export interface Unfinished {
  readonly resumed: Resumed;
  /** What is to be run yet, or again. */
  readonly left: readonly Cell[];
  /** What stays as it is, for its reason. */
  readonly notRun: NotRun;
}

/** A run by its journal's path and its events; `allowed`: tries of a cell, as it was asked for. */
export function unfinished(journal: string, events: readonly JournalEvent[], allowed: Tries): Unfinished {
  const whole = standingAttempts(events, allowed);
  const planned = events.findLast((event) => event.type === "run.planned");
  const all = planned?.notRun ?? [];
  const missing = all.filter((each) => each.missing).map(({ cell }) => cell);
  const { finished = [], left = [] } = Object.groupBy([...(planned?.cells ?? []), ...missing], ({ id }) =>
    isFinished(whole, id, allowed) ? "finished" : "left",
  );
  const resumed = { run: events[0]?.run ?? "", journal, events, finished, whole };
  return { resumed, left, notRun: all.filter((each) => !each.missing) };
}

/** What workers of whole attempts printed comes along; where nothing was kept of one, nothing does. */
export async function copyWorkerLogs({ journal, whole }: Resumed, dir: string): Promise<void> {
  const from = join(dirname(journal), "logs");
  await mkdir(join(dir, "logs"), { recursive: true });
  for (const [cell, ended] of whole) {
    for (const { attempt } of ended) {
      const name = workerLogName(cell, attempt);
      await copyFile(join(from, name), join(dir, "logs", name)).catch((error: NodeJS.ErrnoException) => {
        if (error.code !== "ENOENT") throw error;
      });
    }
  }
}
