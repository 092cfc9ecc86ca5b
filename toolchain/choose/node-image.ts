import { ToolchainUnavailable } from "../errors.ts";
import type { ToolIdentity } from "../identity.ts";
import type { ImageStore } from "../image-store.ts";
import { ensureImage } from "../images/load-image.ts";
import { lockedComponent } from "../lock/read-lock.ts";
import type { Lock } from "../lock/schema.ts";
import type { ReleasedImages } from "./released-images.ts";

/** The node image of a run, in the engine. */
export interface NodeImage {
  readonly name: string;
  readonly identity: readonly ToolIdentity[];
}

/** Released images are in the engine already; our own (`output` of its recipe) is loaded unless it is there. */
export async function nodeImageIn(
  store: ImageStore,
  lock: Lock,
  from: { readonly released: ReleasedImages } | { readonly output: string },
  signal: AbortSignal,
): Promise<NodeImage> {
  const locked = (component: string) => lockedComponent(lock, component).version;
  if ("released" in from) {
    const identity = Object.entries(from.released).map(
      ([component, { id }]): ToolIdentity => ({
        component,
        version: locked(component),
        origin: "release",
        identity: id,
      }),
    );
    return { name: from.released["node-image"].name, identity };
  }
  const name = await ensureImage({ output: from.output, ...store.engine, signal });
  const id = await store.idOf(name);
  if (!id) throw new ToolchainUnavailable(`the engine took ${name} and does not have it; is its disk full?`);
  return {
    name,
    identity: [{ component: "node-image", version: locked("node-image"), origin: "source", identity: id }],
  };
}
