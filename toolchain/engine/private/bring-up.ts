import type { Clock } from "../../../base/clock.ts";
import type { EnginePaths } from "./engine-paths.ts";
import { type EngineRecord, writeEngineRecord } from "./engine-record.ts";
import { startDaemon } from "./start-daemon.ts";

/** Starts the daemon with its identity in the engine's record before it runs. The caller holds the engine lock. */
export async function bringUp(input: {
  readonly paths: EnginePaths;
  readonly programs: string;
  readonly dataRoot: string;
  readonly clock: Clock;
  readonly record: EngineRecord;
  readonly signal?: AbortSignal;
}): Promise<void> {
  const { record, ...start } = input;
  await startDaemon({
    ...start,
    onIdentity: (daemon) => writeEngineRecord(input.paths.root, { ...record, daemon }),
  });
}
