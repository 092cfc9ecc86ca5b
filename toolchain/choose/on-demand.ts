import { join } from "node:path";
import { UnknownComponent } from "../errors.ts";
import type { ToolIdentity } from "../identity.ts";
import { type ImageStore, idOfLoaded } from "../image-store.ts";
import { ensureImage } from "../images/load-image.ts";
import { lockedComponent } from "../lock/read-lock.ts";
import type { Lock } from "../lock/schema.ts";
import type { Recipe } from "../recipe.ts";
import type { OnDemandRecipes } from "../recipes/on-demand.ts";
import { plainName, readImported } from "./imported.ts";

/** An image in the engine, under the name that manifests use. */
export interface ReadyImage {
  readonly name: string;
  /** Config digest. */
  readonly id: string;
}

export interface OnDemandOptions {
  readonly lock: Lock;
  readonly store: ImageStore;
  readonly recipes: OnDemandRecipes;
  /** The run uses released images: those of components are pulled as well. */
  readonly released: boolean;
  /** Whether a registry may be asked. */
  readonly mayPull: boolean;
  /** `places.cache`, where it stands what was imported. */
  readonly cacheRoot: string;
  readonly signal: AbortSignal;
}

/** What was chosen for the components that only some cells need. */
export interface OnDemand {
  /** To be built before `ready`. */
  readonly wanted: readonly Recipe[];
  /** Brings the images into the engine. Returns them, and the folders of charts, by component. */
  ready(outputOf: (recipe: Recipe) => string): Promise<{
    readonly images: Readonly<Record<string, ReadyImage>>;
    readonly charts: Readonly<Record<string, string>>;
    readonly identity: readonly ToolIdentity[];
  }>;
}

/**
 * Where the images of components come from: the released one where the run uses released images or it was imported, else our
 * own. Charts are upstream's either way. @throws UnknownComponent for a name the lock file lacks.
 */
export async function chooseOnDemand(asked: readonly string[], options: OnDemandOptions): Promise<OnDemand> {
  const { lock, store, recipes, signal } = options;
  const stranger = asked.find((component) => !recipes[component]);
  if (stranger !== undefined)
    throw new UnknownComponent(
      `no component "${stranger}" is made on demand; there are ${Object.keys(recipes).join(", ")}`,
    );
  const areReleased = options.released && !asked.some((component) => component.startsWith("node-image-"));
  const nodesDoIt = areReleased && !asked.includes("flannel");
  const components = asked.filter((component) => !(nodesDoIt && recipes[component]?.inReleasedNodes));
  const imported = await readImported(options.cacheRoot);
  const released = new Map<string, string>();
  for (const component of components) {
    const name = await releasedImage(component, imported, options);
    if (name) released.set(component, name);
  }
  const own = components.flatMap((component) => {
    const image = released.has(component) ? undefined : recipes[component]?.image;
    return image ? [[component, image] as const] : [];
  });
  const charts = components.flatMap((component) => {
    const chart = recipes[component]?.chart;
    return chart ? [[component, chart] as const] : [];
  });

  return {
    wanted: [...own, ...charts].map(([, recipe]) => recipe),
    async ready(outputOf) {
      const images: Record<string, ReadyImage> = {};
      const identity: ToolIdentity[] = [];
      const add = async (component: string, name: string, made?: Recipe) => {
        const id = await idOfLoaded(store, name);
        images[component] = { name, id };
        const { version } = lockedComponent(lock, component);
        const origin = made ? "source" : "release";
        identity.push({ component: made?.component ?? component, version, origin, identity: id });
      };
      for (const [component, name] of released) await add(component, name);
      for (const [component, recipe] of own) {
        const name = await ensureImage({ output: outputOf(recipe), ...store.engine, signal });
        await add(component, name, recipe);
      }
      const folders = charts.map(([component, recipe]) => [component, join(outputOf(recipe), "chart")]);
      return { images, charts: Object.fromEntries(folders), identity };
    },
  };
}

/** Name of the released image if the engine has it (or gets it now), undefined where ours is to be used. */
async function releasedImage(
  component: string,
  imported: readonly string[],
  { recipes, store, released, mayPull, signal }: OnDemandOptions,
): Promise<string | undefined> {
  const name = recipes[component]?.releasedImage;
  if (name === undefined || !(released || imported.includes(plainName(name)))) return undefined;
  if (await store.idOf(name)) return name;
  return released && mayPull && (await store.pull(name, signal)) ? name : undefined;
}
