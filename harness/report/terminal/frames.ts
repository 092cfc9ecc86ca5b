import type { WriteStream } from "node:tty";

const FRAME_MS = 100;
const HIDE_CURSOR = "\x1b[?25l";
const SHOW_CURSOR = "\x1b[?25h";
const CLEAR_SCREEN = "\x1b[2J\x1b[H";
const CLEAR_REST_OF_LINE = "\x1b[K";
const CLEAR_BELOW = "\x1b[J";
/** Terminals that know synchronized output show a frame at once; the others ignore it. */
const BEGIN_FRAME = "\x1b[?2026h";
const END_FRAME = "\x1b[?2026l";

/** Lines that are redrawn in place. */
export interface Frames {
  /** Draws the last frame, and leaves the terminal as it was. */
  close(): void;
}

/** Redraws lines in place, ten times a second at most, each frame in one write that overwrites rather than erases. */
export function openFrames(out: WriteStream, lines: () => readonly string[]): Frames {
  let height = 0;
  let resized = false;
  const draw = () => {
    const now = lines();
    // After a change of width nobody knows where the old lines wrapped, so the screen starts over.
    const back = resized ? CLEAR_SCREEN : height > 0 ? `\x1b[${height}A\r` : "";
    const body = now.map((line) => `${line}${CLEAR_REST_OF_LINE}\n`).join("");
    out.write(`${BEGIN_FRAME}${back}${body}${CLEAR_BELOW}${END_FRAME}`);
    height = now.length;
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
    close() {
      clearInterval(timer);
      draw();
      restore();
      out.off("resize", onResize);
      process.off("exit", restore);
    },
  };
}
