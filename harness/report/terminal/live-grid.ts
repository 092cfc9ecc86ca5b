import { WriteStream } from "node:tty";
import type { Clock } from "../../../base/clock.ts";
import type { CliContext } from "../../context.ts";
import { openFrames } from "./frames.ts";
import { gridLines } from "./grid-lines.ts";
import { logLines } from "./log-lines.ts";
import { painter } from "./paint.ts";
import { type Display, RunProgress } from "./run-progress.ts";

/** The live grid where it can be redrawn, log lines elsewhere. */
export function openDisplay({ stdout, isTTY, clock, color }: CliContext): Display {
  return isTTY && stdout instanceof WriteStream ? liveGrid(stdout, clock, color) : logLines(stdout);
}

function liveGrid(out: WriteStream, clock: Clock, color: boolean): Display {
  const progress = new RunProgress();
  const paint = painter(color);
  const { close } = openFrames(out, () =>
    gridLines(progress, clock.now(), { columns: out.columns, rows: out.rows }, paint),
  );
  return { see: (event) => progress.see(event), close };
}
