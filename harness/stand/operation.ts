import type { EngineEvent } from "@pulumi/pulumi/automation/index.js";
import { announcedChange } from "./changes.ts";
import { failureText } from "./diagnostics.ts";
import {
  type StandDestroyFailed,
  StandInterrupted,
  type StandPreviewFailed,
  type StandUpdateFailed,
} from "./errors.ts";
import type { StandOperation } from "./stand.ts";

type Failure = typeof StandUpdateFailed | typeof StandPreviewFailed | typeof StandDestroyFailed;

/** What every operation of the Automation API takes. */
interface Watching {
  readonly onEvent: (event: EngineEvent) => void;
  readonly signal?: AbortSignal;
}

/** Runs one operation to its end, returns what the engine reported, and turns its failure into ours. */
export async function engineEvents(
  { signal, onChange }: StandOperation = {},
  failure: Failure,
  run: (watching: Watching) => Promise<unknown>,
): Promise<readonly EngineEvent[]> {
  if (signal?.aborted)
    throw new StandInterrupted("not started: the run was interrupted", { cause: signal.reason });
  const events: EngineEvent[] = [];
  const onEvent = (event: EngineEvent) => {
    events.push(event);
    const change = onChange && announcedChange(event);
    if (change) onChange(change);
  };
  try {
    await run({ onEvent, ...(signal && { signal }) });
  } catch (error) {
    const text = failureText(events, error);
    if (signal?.aborted) throw new StandInterrupted(`interrupted: ${text}`, { cause: error });
    throw new failure(text, { cause: error });
  }
  return events;
}
