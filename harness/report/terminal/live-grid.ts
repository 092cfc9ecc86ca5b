import { WriteStream } from "node:tty";
import type { Clock } from "../../../base/clock.ts";
import type { CliContext } from "../../context.ts";
import { gridLines } from "./grid-lines.ts";
import { logLines } from "./log-lines.ts";
import { painter } from "./paint.ts";
import { type Display, RunProgress } from "./run-progress.ts";

const FRAME_MS = 100;
const HIDE_CURSOR = "\x1b[?25l";
const SHOW_CURSOR = "\x1b[?25h";
const CLEAR_SCREEN = "\x1b[2J\x1b[H";
const CLEAR_REST_OF_LINE = "\x1b[K";
const CLEAR_BELOW = "\x1b[J";
/** Terminals that know synchronized output show a frame at once; the others ignore it. */
const BEGIN_FRAME = "\x1b[?2026h";
const END_FRAME = "\x1b[?2026l";

/** The live grid where it can be redrawn, log lines elsewhere. */
export function openDisplay({ stdout, isTTY, clock, color }: CliContext): Display {
  return isTTY && stdout instanceof WriteStream ? liveGrid(stdout, clock, color) : logLines(stdout);
}

/** Redraws the grid in place, ten times a second at most, each frame in one write that overwrites rather than erases. */
function liveGrid(out: WriteStream, clock: Clock, color: boolean): Display {
  const progress = new RunProgress();
  const paint = painter(color);
  let height = 0;
  let resized = false;

  const draw = () => {
    const lines = gridLines(progress, clock.now(), { columns: out.columns, rows: out.rows }, paint);
    // After a change of width nobody knows where the old lines wrapped, so the screen starts over.
    const back = resized ? CLEAR_SCREEN : height > 0 ? `\x1b[${height}A\r` : "";
    const body = lines.map((line) => `${line}${CLEAR_REST_OF_LINE}\n`).join("");
    out.write(`${BEGIN_FRAME}${back}${body}${CLEAR_BELOW}${END_FRAME}`);
    height = lines.length;
    resized = false;
  };
  const onResize = () => {
    resized = true;
    draw();
  };
  // A process that ends by an exception or a second Ctrl-C must not leave a terminal without a cursor.
  const restore = () => void out.write(SHOW_CURSOR);
  out.write(HIDE_CURSOR);
  out.on("resize", onResize);
  process.on("exit", restore);
  const timer = setInterval(draw, FRAME_MS);
  timer.unref();
  return {
    see: (event) => progress.see(event),
    close() {
      clearInterval(timer);
      draw();
      restore();
      out.off("resize", onResize);
      process.off("exit", restore);
    },
  };
}
