import type { EngineEvent } from "@pulumi/pulumi/automation/index.js";
import { announcedChange } from "./changes.ts";
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

/** What went wrong in the engine's own words, one line a resource; falls back to the end of the CLI's error. */
export function failureText(events: readonly EngineEvent[], error: unknown): string {
  const lines = events
    .flatMap(({ diagnosticEvent }) => (diagnosticEvent?.severity === "error" ? [diagnosticEvent] : []))
    .map(({ urn, message }) => `${urn ? `${urn.slice(urn.lastIndexOf("::") + 2)}: ` : ""}${plain(message)}`);
  const distinct = [...new Set(lines)].filter(
    (line) => line !== "" && !/: update failed$|^update failed$/.test(line),
  );
  if (distinct.length > 0) return distinct.join("\n");
  const stderr = /stderr: ([\s\S]*?)(?:\n err\?: |$)/.exec(String(error))?.[1];
  return plain(stderr || String(error)).slice(-2000);
}

/** Engine messages carry colour directives, `<{%fg 1%}>`. */
function plain(message: string): string {
  return message.replaceAll(/<\{%.*?%\}>/g, "").trim();
}
