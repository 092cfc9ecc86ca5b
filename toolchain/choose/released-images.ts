import type { ImageStore } from "../image-store.ts";
import { lockedComponent } from "../lock/read-lock.ts";
import type { Lock } from "../lock/schema.ts";

/** The images a run takes released or not at all: the node, and what is loaded into it. */
const IMAGE_COMPONENTS = ["node-image", "metrics-server"] as const;
type ImageComponent = (typeof IMAGE_COMPONENTS)[number];

export type ReleasedImages = Readonly<Record<ImageComponent, { readonly name: string; readonly id: string }>>;

/**
 * The released images, pulled where the engine lacks them. Undefined when one cannot be had: a run uses released images or
 * its own, never a mixture that nobody has tested.
 */
export async function releasedImages(
  lock: Lock,
  store: ImageStore,
  signal: AbortSignal,
): Promise<ReleasedImages | undefined> {
  const found: Partial<Record<ImageComponent, { name: string; id: string }>> = {};
  for (const component of IMAGE_COMPONENTS) {
    const { released } = lockedComponent(lock, component);
    if (!released || !("image" in released)) return undefined;
    const name = released.image;
    if (!(await store.idOf(name)) && !(await store.pull(name, signal))) return undefined;
    const id = await store.idOf(name);
    if (!id) return undefined;
    found[component] = { name, id };
  }
  return found as ReleasedImages;
}
