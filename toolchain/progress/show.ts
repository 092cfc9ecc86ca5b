import type { Clock } from "../../base/clock.ts";
import { duration } from "./duration.ts";
import type { ToolchainEvent, ToolchainProgress } from "./events.ts";
import { lineProgress } from "./lines.ts";
import { type TrackedStep, tracker } from "./tracker.ts";

export interface LiveProgress {
  readonly progress: ToolchainProgress;
  /** Draws once a second until aborted; the last picture stays on the screen. */
  readonly run: (signal: AbortSignal) => Promise<void>;
}

const REDRAW_MS = 1000;
const UP = (lines: number) => (lines > 0 ? `\u001b[${lines}A` : "");
const CLEAR_BELOW = "\u001b[0J";

/** A block on a terminal, redrawn in place: every step with its elapsed and expected time, and what is left of all. */
export function liveProgress(
  write: (text: string) => void,
  clock: Clock,
  width: () => number = () => 100,
): LiveProgress {
  const state = tracker(clock);
  let drawn = 0;
  const draw = () => {
    const steps = state.steps().filter(({ step }) => !step.cached);
    if (steps.length === 0) return;
    const lines = [...steps.map(stepLine), `toolchain: about ${duration(state.remaining())} left`];
    // A wrapped line would make the next redraw miscount.
    const text = lines.map((line) => `${line.slice(0, Math.max(20, width() - 1))}\n`).join("");
    write(`${UP(drawn)}\r${CLEAR_BELOW}${text}`);
    drawn = lines.length;
  };
  return {
    progress: (event: ToolchainEvent) => {
      state.apply(event);
      if (event.type === "note") {
        write(`${UP(drawn)}\r${CLEAR_BELOW}toolchain: ${event.text}\n`);
        drawn = 0;
      }
      draw();
    },
    run: async (signal) => {
      while (!signal.aborted) {
        draw();
        await clock.sleep(REDRAW_MS, signal).catch(() => undefined);
      }
    },
  };
}

function stepLine({ step, state, waitingFor, failed }: TrackedStep): string {
  const name = `${step.component} ${step.version}`.padEnd(34);
  const expected = `of about ${duration(step.expectedSeconds)}`;
  if (failed) return `  ✗ ${name} failed`;
  if (state.state === "done") return `  ✓ ${name} ready`;
  if (state.state === "pending") return `  · ${name} ${expected}`;
  const who = waitingFor === undefined ? "" : ` (process ${waitingFor} is making it)`;
  return `  ▸ ${name} ${duration(state.elapsed)} ${expected}${who}`;
}

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
