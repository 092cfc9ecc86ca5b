import type { Clock } from "../../base/clock.ts";
import { limit } from "../../base/limit.ts";
import type { Cache } from "../cache/cache.ts";
import { recipeKey } from "../cache/key.ts";
import type { ToolchainProgress } from "../progress/events.ts";
import type { Recipe } from "../recipe.ts";
import { planBuild, urgency } from "./plan.ts";

export interface BuildOptions {
  readonly cache: Cache;
  readonly clock: Clock;
  readonly progress: ToolchainProgress;
  readonly signal: AbortSignal;
}

/** How many `io` recipes run at once: downloads and image assembly wait for network and disk more than for a core. */
const IO_WIDTH = 3;

/**
 * Makes what is not in the cache of `wanted` and their needs: `cpu` recipes one after another, `io` recipes beside them.
 * The first failure stops what is running and is thrown; what was finished stays cached. Returns a recipe's output folder.
 */
export async function build(
  wanted: readonly Recipe[],
  { cache, clock, progress, signal }: BuildOptions,
): Promise<(recipe: Recipe) => string> {
  const plan = await planBuild(wanted, cache);
  const urgent = urgency(plan.recipes);
  progress({ type: "planned", steps: plan.steps });
  const lanes = { cpu: limit(1), io: limit(IO_WIDTH) };
  const failure = new AbortController();
  const stop = AbortSignal.any([signal, failure.signal]);
  const outputs = new Map<string, Promise<string>>();

  const obtain = async (recipe: Recipe, needed: ReadonlyMap<string, string>): Promise<string> => {
    stop.throwIfAborted();
    const { component } = recipe;
    let startedAt: number | undefined;
    try {
      const output = await cache.obtain(recipe, {
        needed,
        signal: stop,
        onWait: (pid) => progress({ type: "waiting", component, pid }),
        onStart: (log) => {
          startedAt = clock.now();
          progress({ type: "started", component, log });
        },
      });
      // Nothing was said of what was there; what another process made while this one waited is done as well.
      if (startedAt !== undefined || !plan.isCached(recipe)) {
        progress({ type: "done", component, seconds: (clock.now() - (startedAt ?? clock.now())) / 1000 });
      }
      return output;
    } catch (error) {
      if (!stop.aborted) progress({ type: "failed", component, error });
      failure.abort(error);
      throw error;
    }
  };

  const make = async (recipe: Recipe): Promise<string> => {
    if (plan.isCached(recipe)) return obtain(recipe, new Map());
    const needed = await Promise.all(
      recipe.needs.map(async (need) => [need.component, await outputOf(need)] as const),
    );
    return lanes[recipe.lane](() => obtain(recipe, new Map(needed)), {
      urgency: urgent.get(recipeKey(recipe)) ?? 0,
    });
  };

  function outputOf(recipe: Recipe): Promise<string> {
    const key = recipeKey(recipe);
    const known = outputs.get(key) ?? make(recipe);
    outputs.set(key, known);
    return known;
  }

  await Promise.allSettled(plan.recipes.map(outputOf));
  progress({ type: "finished" });
  signal.throwIfAborted();
  if (failure.signal.aborted) throw failure.signal.reason;
  const folders = new Map<string, string>();
  for (const [key, output] of outputs) folders.set(key, await output);
  return (recipe) => {
    const folder = folders.get(recipeKey(recipe));
    if (!folder) throw new Error(`${recipe.component} was not part of this build`);
    return folder;
  };
}
