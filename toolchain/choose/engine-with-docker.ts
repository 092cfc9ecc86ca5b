import { join } from "node:path";
import type { Clock } from "../../base/clock.ts";
import type { Exec } from "../../base/exec.ts";
import type { Ledger } from "../../base/ledger/ledger.ts";
import type { Places } from "../../base/places.ts";
import { build } from "../build/build.ts";
import type { Cache } from "../cache/cache.ts";
import { type Engine, useEngine } from "../engine/use-engine.ts";
import { firstOnPath } from "../host/find-tool.ts";
import type { ToolchainProgress } from "../progress/events.ts";
import type { Recipe } from "../recipe.ts";

/** What everything that uses the toolchain brings along. */
export interface ToolchainContext {
  readonly places: Places;
  readonly exec: Exec;
  readonly clock: Clock;
  /** The private engine is recorded here before it starts. */
  readonly ledger: Ledger;
  readonly progress: ToolchainProgress;
  readonly signal: AbortSignal;
  readonly env: NodeJS.ProcessEnv;
}

export interface EngineOptions extends ToolchainContext {
  readonly cache: Cache;
  readonly engineRecipe: Recipe;
}

/**
 * The engine and a docker CLI for it: the machine's own for its own daemon, if it has one (Podman's socket comes without);
 * else the one that comes with the private engine. Release the engine after use.
 */
export async function engineWithDocker(
  options: EngineOptions,
): Promise<{ readonly engine: Engine; readonly docker: string }> {
  const { places, exec, clock, ledger, progress, signal, env, cache, engineRecipe } = options;
  const install = async () => {
    const outputOf = await build([engineRecipe], { cache, clock, progress, signal });
    return { bin: join(outputOf(engineRecipe), "bin") };
  };
  const engine = await useEngine({ places, exec, clock, ledger, signal, env, install });
  const hosts =
    engine.kind === "host" ? await firstOnPath("docker", env.PATH ?? "", places.cache) : undefined;
  try {
    return { engine, docker: hosts ?? join((await install()).bin, "docker") };
  } catch (error) {
    await engine.release();
    throw error;
  }
}
