import type { Clock } from "../../base/clock.ts";
import { EXIT_CODES, type ExitCode } from "../../base/exit-codes.ts";
import { messageOf } from "../../base/text/message-of.ts";
import { performAct } from "../cell/act.ts";
import type { CellRun } from "../cell/phases/cell-run.ts";
import { baseline, injectFault } from "../cell/phases/fault.ts";
import { applyFix } from "../cell/phases/fix.ts";
import { standUp } from "../cell/phases/stand-up.ts";
import { replacesCluster } from "../journal/replaces-cluster.ts";
import type { Act } from "../scenario/types.ts";
import type { DraftOn } from "./draft.ts";
import { type Looking, openLooking } from "./looking.ts";
import type { Place } from "./place.ts";
import type { Tell } from "./said.ts";
import { watchFault } from "./watch-fault.ts";
import { watchFix } from "./watch-fix.ts";
import type { Reached } from "./what-to-do.ts";

/** How a round ended. */
export type RoundEnd =
  | { readonly state: "decided"; readonly exit: ExitCode }
  | { readonly state: "stopped" }
  /** The stand cannot be made healthy where it is. */
  | { readonly state: "out of reach"; readonly why: string }
  | { readonly state: "failed"; readonly error: unknown };

/** From the healthy state to the fault, and to a fix where one is asked for, on a stand. */
export interface Round {
  /** Never rejects; without `once` it ends by `stop` alone, unless something fails. */
  readonly ended: Promise<RoundEnd>;
  readonly reached: () => Reached;
  /** Goes on with other signatures: what was observed is judged anew. */
  readonly judgeBy: (on: DraftOn) => void;
  /** Ends every wait and every look; an update of the cluster goes on to its end first. */
  readonly stop: () => Promise<void>;
}

export interface RoundOptions {
  readonly place: Place;
  readonly on: DraftOn;
  /** What puts right by hand what the round before has done; undefined on a stand that nobody has broken yet. */
  readonly before?: { readonly undo: readonly Act[] } | undefined;
  readonly fix?: string | undefined;
  readonly once: boolean;
  readonly tell: Tell;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

export function startRound(options: RoundOptions): Round {
  const stop = new AbortController();
  const signal = AbortSignal.any([options.signal, stop.signal]);
  const state: State = { on: options.on, reached: { fault: "none" } };
  const ended = live({ ...options, signal }, state)
    .catch((error: unknown): RoundEnd => (signal.aborted ? { state: "stopped" } : { state: "failed", error }))
    .finally(() => {
      // Nobody looks at what ended.
      stop.abort(new DOMException("the round is over", "AbortError"));
      return state.looking?.close();
    });
  return {
    ended,
    reached: () => state.reached,
    judgeBy: (on) => {
      state.on = on;
      state.looking?.renew(on);
    },
    stop: async () => {
      stop.abort(new DOMException("a save ended the round", "AbortError"));
      await ended;
    },
  };
}

interface State {
  on: DraftOn;
  reached: Reached;
  looking?: Looking;
}

async function live(options: RoundOptions, state: State): Promise<RoundEnd> {
  const { place, fix, once, tell, signal } = options;
  const run = place.run(options.on, signal);
  const healthy = await madeHealthy(run, options);
  if ("why" in healthy) return { state: "out of reach", why: healthy.why };
  state.reached = { fault: "begun" };
  const faulty = await injectFault(healthy);
  state.reached = { fault: "in" };
  const looking = openLooking({ ...faulty, on: state.on, runOf: place.run });
  state.looking = looking;
  const seen = await watchFault(looking, { tell, faulty, once, isEnough: once || fix !== undefined });
  const isSeen = seen === "all seen";
  if (fix === undefined || !isSeen) return { state: "decided", exit: exitOf(isSeen) };
  const { on } = state;
  if (!on.fixes.some(({ id }) => id === fix))
    throw new Error(`the scenario has no fix ${fix} on this platform any more`);
  state.reached = { fault: "in", fix };
  const symptomatic = {
    ...faulty,
    ...looking.now(),
    run: place.run(on, signal),
    state: "symptomatic",
  } as const;
  const fixed = await applyFix(symptomatic);
  looking.continueWith(fixed);
  const isAsExpected = await watchFix(looking, { tell, fixed, fix, on, once });
  return { state: "decided", exit: exitOf(isAsExpected) };
}

/** The stand as it is when nothing is broken: made, or where a round has been on it, brought back. `why` not, where that does not come out. */
async function madeHealthy(
  run: CellRun,
  { place, before, signal }: RoundOptions,
): Promise<Parameters<typeof injectFault>[0] | { readonly why: string }> {
  if (before === undefined) return await baseline(await standUp(run));
  try {
    const changes = await place.stand.preview(run.healthy);
    const replaced = changes.find(replacesCluster);
    if (replaced) return { why: `${replaced.resource} ${replaced.name} would be made anew` };
    const standing = await standUp(run);
    for (const act of before.undo)
      run.emit({ type: "act", phase: "undo", ...(await performAct(act, { ...run, ...standing.up })) });
    return await baseline(standing);
  } catch (error) {
    if (signal.aborted) throw error;
    return { why: messageOf(error) };
  }
}

const exitOf = (isGood: boolean): ExitCode => (isGood ? EXIT_CODES.ok.code : EXIT_CODES.unexpected.code);
