import type { Cache } from "../cache/cache.ts";
import type { ToolIdentity } from "../identity.ts";
import { type ImageStore, idOfLoaded } from "../image-store.ts";
import { ensureImage } from "../images/load-image.ts";
import { lockedComponent } from "../lock/read-lock.ts";
import type { Lock } from "../lock/schema.ts";
import type { Recipe } from "../recipe.ts";
import type { ReleasedImages } from "./released-images.ts";

/** The node image of a run, in the engine, with what is inside it. */
export interface NodeImage {
  readonly name: string;
  readonly identity: readonly ToolIdentity[];
}

/** What a node image brings along, by its name in the lock file. */
const INSIDE = ["kubernetes", "etcd", "coredns", "pause", "metrics-server"] as const;

/** Released images are in the engine already; kindest/node carries its own etcd, CoreDNS and pause, which the lock file does not pin. */
export function releasedNodeImage(lock: Lock, released: ReleasedImages): NodeImage {
  const identity = Object.entries(released).map(
    ([component, { id }]): ToolIdentity => ({
      component,
      version: lockedComponent(lock, component).version,
      origin: "release",
      identity: id,
    }),
  );
  const { name, id } = released["node-image"];
  const kubernetes = {
    component: "kubernetes",
    version: lockedComponent(lock, "kubernetes").version,
  } as const;
  return { name, identity: [...identity, { ...kubernetes, origin: "release", identity: id }] };
}

/** Our own image, loaded unless the engine has exactly it. */
export async function ownNodeImage(options: {
  readonly store: ImageStore;
  readonly lock: Lock;
  readonly cache: Cache;
  readonly recipe: Recipe;
  /** Output folder of the recipe. */
  readonly output: string;
  readonly signal: AbortSignal;
}): Promise<NodeImage> {
  const { store, lock, cache, recipe, output, signal } = options;
  const name = await ensureImage({ output, ...store.engine, signal });
  const id = await idOfLoaded(store, name);
  const own = (component: string, identity: string): ToolIdentity => ({
    component,
    version: lockedComponent(lock, component).version,
    origin: "source",
    identity,
  });
  const inside = INSIDE.map(async (component) => {
    const need = recipe.needs.find((each) => each.component === component);
    const made = need && (await cache.peek(need));
    // Pruned since, or a package among others: the image is its identity.
    return own(component, made?.digest ?? id);
  });
  return { name, identity: [own("node-image", id), ...(await Promise.all(inside))] };
}
