import type { Clock } from "../../base/clock.ts";
import type { ToolchainProgress } from "./events.ts";
import { lineProgress } from "./lines.ts";
import { liveProgress } from "./live.ts";

export interface ProgressTarget {
  readonly stream: NodeJS.WritableStream & { readonly columns?: number };
  /** Whether the stream is a terminal that may be redrawn. */
  readonly isTTY: boolean;
  readonly clock: Clock;
}

/** Runs `task` with a live block on a terminal, or one line a transition anywhere else. */
export async function showProgress<T>(
  { stream, isTTY, clock }: ProgressTarget,
  task: (progress: ToolchainProgress) => Promise<T>,
): Promise<T> {
  const write = (text: string) => stream.write(text);
  if (!isTTY) return task(lineProgress(write, clock));
  const live = liveProgress(write, clock, () => stream.columns ?? 100);
  const over = new AbortController();
  const drawing = live.run(over.signal);
  try {
    return await task(live.progress);
  } finally {
    over.abort();
    await drawing;
  }
}
