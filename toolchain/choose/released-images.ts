import type { Places } from "../../base/places.ts";
import type { Engine } from "../engine/use-engine.ts";
import type { ImageStore } from "../image-store.ts";
import { releasedImageOf } from "../lock/read-lock.ts";
import type { Lock } from "../lock/schema.ts";
import { plainName, readImported } from "./imported.ts";
import { toolchainForm } from "./tools.ts";

/** The images a run takes released or not at all: the node, and what is loaded into it. */
const IMAGE_COMPONENTS = ["node-image", "metrics-server"] as const;
type ImageComponent = (typeof IMAGE_COMPONENTS)[number];

export type ReleasedImages = Readonly<Record<ImageComponent, { readonly name: string; readonly id: string }>>;

export interface ReleasedImagesOptions {
  readonly lock: Lock;
  readonly store: ImageStore;
  readonly engine: Pick<Engine, "kind">;
  readonly env: NodeJS.ProcessEnv;
  readonly places: Places;
  readonly signal: AbortSignal;
}

/**
 * The released images, pulled where an engine of the machine's lacks them: a run uses released images or its own, never a
 * mixture that nobody has tested. A private engine is there because nothing else was, so no registry is asked for it: it
 * has what `faultline toolchain pull` or `import` put there. "unreachable": asked and not got; "not asked": our own are meant.
 */
export async function releasedImages(
  options: ReleasedImagesOptions,
): Promise<ReleasedImages | "unreachable" | "not asked"> {
  const { lock, store, engine, env, places, signal } = options;
  if (toolchainForm(env) === "source") return "not asked";
  const names = releasedImageNames(lock);
  const mayPull = engine.kind === "host";
  const imported = await readImported(places.cache);
  if (!mayPull && !Object.values(names).every((name) => imported.includes(plainName(name))))
    return "not asked";
  const found: Partial<Record<ImageComponent, { name: string; id: string }>> = {};
  for (const component of IMAGE_COMPONENTS) {
    const released = names[component];
    const plain = plainName(released);
    // One that came as a file has lost its digest.
    const name = imported.includes(plain) && !(await store.idOf(released)) ? plain : released;
    if (mayPull && !(await store.idOf(name))) await store.pull(name, signal);
    const id = await store.idOf(name);
    if (!id) return "unreachable";
    found[component] = { name, id };
  }
  return found as ReleasedImages;
}

/** Full names of the released images by component. */
export function releasedImageNames(lock: Lock): Readonly<Record<ImageComponent, string>> {
  return {
    "node-image": releasedImageOf(lock, "node-image"),
    "metrics-server": releasedImageOf(lock, "metrics-server"),
  };
}

/**
 * Of images that nothing here makes those that are not to be had: neither in the engine (pulled or imported some day) nor, for
 * an engine of the machine's, in their registry. No registry is asked for a private engine.
 */
export async function missingImages(
  names: readonly string[],
  { store, engine, env, signal }: Pick<ReleasedImagesOptions, "store" | "engine" | "env" | "signal">,
): Promise<readonly string[]> {
  const mayPull = engine.kind === "host" && toolchainForm(env) !== "source";
  const had = await Promise.all(
    names.map(
      async (name) => Boolean(await store.idOf(name)) || (mayPull && (await store.pull(name, signal))),
    ),
  );
  return names.filter((_, at) => !had[at]);
}
