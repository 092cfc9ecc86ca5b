import { isDeepStrictEqual } from "node:util";
import { z } from "zod";
import { watch } from "./watch.ts";
import type { WatchSeams } from "./watch-apiservice.ts";

const nodeSchema = z.object({
  metadata: z.object({ name: z.string() }),
  status: z
    .object({ conditions: z.array(z.object({ type: z.string(), status: z.string() })).default([]) })
    .optional(),
});

/** Tells the sorted names of the Ready nodes at the start and whenever they change. */
export function watchNodes(seams: WatchSeams, onReady: (names: readonly string[]) => void): Promise<void> {
  const ready = new Map<string, boolean>();
  let told: readonly string[] | null = null;
  const see = (object: unknown, gone = false) => {
    const { metadata, status } = nodeSchema.parse(object);
    if (gone) ready.delete(metadata.name);
    else ready.set(metadata.name, isReady(status?.conditions ?? []));
  };
  const tell = () => {
    const names = [...ready].flatMap(([name, is]) => (is ? [name] : [])).sort();
    if (isDeepStrictEqual(names, told)) return;
    told = names;
    onReady(names);
  };
  return watch({
    ...seams,
    path: "/api/v1/nodes",
    onList: (objects) => {
      ready.clear();
      for (const object of objects) see(object);
      tell();
    },
    onChange: (change, object) => {
      see(object, change === "DELETED");
      tell();
    },
  });
}

function isReady(conditions: readonly { type: string; status: string }[]): boolean {
  return conditions.some(({ type, status }) => type === "Ready" && status === "True");
}
