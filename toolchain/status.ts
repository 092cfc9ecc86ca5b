import type { Clock } from "../base/clock.ts";
import type { Exec } from "../base/exec.ts";
import type { Places } from "../base/places.ts";
import { openCache } from "./cache/cache.ts";
import { hostTools, ON_DEMAND_TOOLS, TOOLS } from "./choose/tools.ts";
import { recipeOf, recipesByComponent } from "./component-recipes.ts";
import { readLock } from "./lock/read-lock.ts";
import { sourceRecipes } from "./recipes/source-recipes.ts";

/** One row of `faultline toolchain status`. */
export interface ComponentStatus {
  readonly component: string;
  readonly what: string;
  readonly version: string;
  /** Where it would come from now, no registry asked. */
  readonly origin: "host" | "source";
  /** Path of the host's program, or of our own output when there is one. */
  readonly path: string | null;
  readonly ready: boolean;
  /** Only some cells need it. */
  readonly onDemand: boolean;
  /** Bytes in the cache. */
  readonly bytes: number | null;
  /** Seconds the source form takes on two quiet cores; what it took here, once it was made. */
  readonly expectedSeconds: number;
  readonly tookSeconds: number | null;
  readonly log: string | null;
}

export interface StatusOptions {
  readonly places: Places;
  readonly exec: Exec;
  readonly clock: Clock;
  readonly env: NodeJS.ProcessEnv;
}

/** What is there and what is missing. Makes, downloads and asks nothing. */
export async function toolchainStatus(options: StatusOptions): Promise<readonly ComponentStatus[]> {
  const { places, exec, clock, env } = options;
  const lock = await readLock();
  const cache = openCache({ root: places.cache, clock });
  const host = await hostTools({ lock, exec, env, cacheRoot: places.cache });
  const source = sourceRecipes(lock, places);
  const recipes = recipesByComponent(source);
  const rows = Object.entries(lock.components).map(async ([component, entry]): Promise<ComponentStatus> => {
    const tool = [...TOOLS, ...ON_DEMAND_TOOLS].find((each) => each === component);
    const hosted = tool && host.get(tool);
    const { what, expectedSeconds } = entry;
    if (hosted) {
      const none = { bytes: null, tookSeconds: null, log: null };
      return {
        component,
        what,
        version: hosted.version,
        origin: "host",
        path: hosted.path,
        ready: true,
        onDemand: component in source.onDemand,
        expectedSeconds,
        ...none,
      };
    }
    const recipe = recipeOf(recipes, component, entry);
    const made = recipe && (await cache.peek(recipe));
    // Of an image around a program the program is what takes its time.
    const program = recipe?.needs.find((need) => need.component === `${component}-program`);
    const programSeconds = (program && (await cache.peek(program))?.seconds) ?? 0;
    return {
      component,
      what,
      version: entry.version,
      origin: "source",
      path: made && recipe ? cache.slot(recipe) : null,
      ready: made !== undefined,
      onDemand: component in source.onDemand,
      bytes: made?.bytes ?? null,
      expectedSeconds,
      tookSeconds: made ? made.seconds + programSeconds : null,
      log: made?.log ?? null,
    };
  });
  return Promise.all(rows);
}
