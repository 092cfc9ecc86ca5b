import { mkdir, readdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import type { Clock } from "../../base/clock.ts";
import { livingOwner, ownerInName, ownerOf } from "../../base/ledger/owner.ts";
import { withLock } from "../../base/lock.ts";
import type { Recipe } from "../recipe.ts";
import { folderBytes, folderDigest } from "./content.ts";
import { recipeKey, slotName } from "./key.ts";
import { type Made, markUsed, outputOf, readMade, writeMade } from "./slot.ts";
import { openStepRun } from "./step-run.ts";

export interface CacheOptions {
  /** `places.cache`. */
  readonly root: string;
  readonly clock: Clock;
}

interface ObtainOptions {
  /** Output folder of each need, by component. */
  readonly needed: ReadonlyMap<string, string>;
  readonly signal: AbortSignal;
  /** Another process is making the same thing; this one waits for it. */
  readonly onWait?: (pid: number) => void;
  /** The step really runs now; `log` is its log. */
  readonly onStart?: (log: string) => void;
}

export interface Cache {
  /** What is known of a recipe's output; undefined when it has to be made. */
  peek(recipe: Recipe): Promise<Made | undefined>;
  /** Output folder of a recipe: made now unless it is there. Two at once: the second waits and uses the first's result. */
  obtain(recipe: Recipe, options: ObtainOptions): Promise<string>;
  /** A slot's folder, whether it exists or not. */
  slot(recipe: Recipe): string;
}

/**
 * `<root>/store/<slot>/{output/, made.json}` holds finished outputs, `work/` what is being made, `logs/` what each step
 * printed. A slot is renamed into the store whole: a killed step leaves only a work folder, which
 * the next run sweeps.
 */
export function openCache({ root, clock }: CacheOptions): Cache {
  const slotOf = (recipe: Recipe) => join(root, "store", slotName(recipe));
  const peek = (recipe: Recipe) => readMade(slotOf(recipe));

  async function use(recipe: Recipe): Promise<string | undefined> {
    const slot = slotOf(recipe);
    if (!(await readMade(slot))) return undefined;
    await markUsed(slot, clock.now());
    return outputOf(slot);
  }

  async function make(recipe: Recipe, { needed, signal, onStart }: ObtainOptions): Promise<string> {
    const slot = slotOf(recipe);
    const work = join(root, "work", `${ownerInName(ownerOf(process.pid))}-${slotName(recipe)}`);
    const log = join(root, "logs", `${slotName(recipe)}.log`);
    const [output, scratch] = [outputOf(work), join(work, "scratch")];
    await rm(work, { recursive: true, force: true });
    await Promise.all(
      [output, scratch, join(root, "logs"), join(root, "store")].map((dir) =>
        mkdir(dir, { recursive: true }),
      ),
    );
    await rm(log, { force: true });
    const startedAt = clock.now();
    const step = openStepRun(log, recipe.component, signal);
    onStart?.(log);
    try {
      await recipe.make({
        output,
        scratch,
        signal,
        run: step.run,
        needed: (component) => {
          const folder = needed.get(component);
          if (!folder) throw new Error(`${recipe.component} does not list ${component} in its needs`);
          return folder;
        },
      });
      signal.throwIfAborted();
      await rm(scratch, { recursive: true, force: true });
      const seconds = (clock.now() - startedAt) / 1000;
      await writeMade(work, {
        component: recipe.component,
        version: recipe.version,
        key: recipeKey(recipe),
        madeAt: new Date(clock.now()).toISOString(),
        seconds,
        bytes: await folderBytes(output),
        digest: await folderDigest(output),
        log,
      });
      await rm(slot, { recursive: true, force: true });
      await rename(work, slot);
      return outputOf(slot);
    } finally {
      await step.close();
      await rm(work, { recursive: true, force: true });
    }
  }

  return {
    peek,
    slot: slotOf,
    async obtain(recipe, options) {
      const ready = await use(recipe);
      if (ready) return ready;
      await sweepWork(root);
      const work = async () => (await use(recipe)) ?? (await make(recipe, options));
      return withLock(slotOf(recipe), work, { ...options, clock });
    },
  };
}

/** Removes work folders whose maker is dead; they are named `<pid>-<startTicks>-<slot>`. */
async function sweepWork(root: string): Promise<void> {
  const work = join(root, "work");
  for (const name of await readdir(work).catch(() => []))
    if (!livingOwner(name)) await rm(join(work, name), { recursive: true, force: true });
}
