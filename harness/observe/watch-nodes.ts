import { isDeepStrictEqual } from "node:util";
import { watch } from "../../base/kube/watch.ts";
import type { Sample } from "../journal/events.ts";
import { nodeSchema } from "./objects.ts";
import type { WatchDeps } from "./watch-apiservice.ts";

export interface NodesWatched {
  /** The sorted names of the Ready nodes, at the start and whenever they change. */
  readonly onReady: (names: readonly string[]) => void;
  /** `spec.unschedulable` of a node, at first sight and whenever it changes: a cordon may last for milliseconds. */
  readonly onSample: (sample: Sample) => void;
}

export function watchNodes(deps: WatchDeps, { onReady, onSample }: NodesWatched): Promise<void> {
  const ready = new Map<string, boolean>();
  const cordoned = new Map<string, boolean>();
  let told: readonly string[] | null = null;
  const see = (object: unknown, gone = false) => {
    const { metadata, spec, status } = nodeSchema.parse(object);
    if (gone) {
      ready.delete(metadata.name);
      return;
    }
    const isReady = status.conditions.some(({ type, status }) => type === "Ready" && status === "True");
    ready.set(metadata.name, isReady);
    seeCordon(metadata.name, spec.unschedulable);
  };
  const seeCordon = (name: string, unschedulable: boolean) => {
    const was = cordoned.get(name) ?? null;
    if (was === unschedulable) return;
    cordoned.set(name, unschedulable);
    const seenAt = new Date(deps.clock.now()).toISOString();
    onSample({ kind: "node", seenAt, name, unschedulable, was });
  };
  const tell = () => {
    const names = [...ready].flatMap(([name, is]) => (is ? [name] : [])).sort();
    if (isDeepStrictEqual(names, told)) return;
    told = names;
    onReady(names);
  };
  return watch({
    ...deps,
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
