import { WriteStream } from "node:tty";
import { secretFilter, withoutSecrets } from "../../../base/text/secrets.ts";
import type { CliContext } from "../../context.ts";
import { inertText } from "../../report/clean-text.ts";
import { stopwatch } from "../../report/duration.ts";
import { lineOfJson } from "../../report/json-text.ts";
import { type Frames, openFrames } from "../../report/terminal/frames.ts";
import { painter } from "../../report/terminal/paint.ts";
import { type Said, type Tell, watchLineSchema } from "../said.ts";
import { saidText } from "./said-text.ts";
import { stateLines } from "./state-lines.ts";
import { WatchState } from "./watch-state.ts";

/** Where all goes that a watch has to say. */
export interface Teller {
  readonly tell: Tell;
  /** Leaves the terminal as it was. */
  readonly close: () => void;
}

type Context = Pick<CliContext, "stdout" | "isTTY" | "clock" | "color" | "env">;

/** A line of JSON for each change, a list that is redrawn on a terminal, else a line of text for each change. Secrets are left out first. */
export function openTeller(context: Context, output: string): Teller {
  const { stdout, isTTY, env } = context;
  const { tell, close } =
    output === "json"
      ? jsonTeller(context)
      : isTTY && stdout instanceof WriteStream
        ? screenTeller(context, stdout)
        : lineTeller(context);
  const filter = secretFilter(env);
  return { tell: (said) => tell(withoutSecrets(said, filter)), close };
}

function jsonTeller({ stdout, clock }: Context): Teller {
  const tell = (said: Said) => {
    const at = new Date(clock.now()).toISOString();
    stdout.write(`${lineOfJson(watchLineSchema.parse({ schema: "faultline/watch@1", at, ...said }))}\n`);
  };
  return { tell, close: () => {} };
}

function lineTeller({ stdout, clock }: Context): Teller {
  const startedAt = clock.now();
  const tell = (said: Said) => {
    const text = saidText(said);
    if (text === undefined) return;
    stdout.write(`${stopwatch(clock.now() - startedAt)}  ${inertText(text)}\n`);
  };
  return { tell, close: () => {} };
}

/** What makes the toolchain ready draws for itself meanwhile, so that the list is away for so long. */
function screenTeller({ clock, color }: Context, out: WriteStream): Teller {
  const state = new WatchState();
  const paint = painter(color);
  let frames: Frames | undefined;
  const draw = () => stateLines(state, clock.now(), { columns: out.columns, rows: out.rows }, paint);
  const close = () => {
    frames?.close();
    frames = undefined;
  };
  return {
    tell: (said) => {
      state.see(said, clock.now());
      if (said.type === "stand" && said.state === "preparing") close();
      else frames ??= openFrames(out, draw);
    },
    close,
  };
}
