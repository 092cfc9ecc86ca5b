import { WriteStream } from "node:tty";
import type { Clock } from "../../../base/clock.ts";
import { liveGrid } from "./live-grid.ts";
import { logLines } from "./log-lines.ts";
import type { Display } from "./run-progress.ts";

/** The live grid where it can be redrawn, log lines elsewhere. */
export function openDisplay(context: {
  readonly stdout: NodeJS.WritableStream;
  readonly isTTY: boolean;
  readonly color: boolean;
  readonly clock: Clock;
}): Display {
  const { stdout, isTTY, clock, color } = context;
  return isTTY && stdout instanceof WriteStream ? liveGrid(stdout, clock, color) : logLines(stdout);
}
