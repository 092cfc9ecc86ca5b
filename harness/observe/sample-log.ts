import type { Sample } from "../journal/events.ts";

/** The names of the Ready nodes as they became known; `at` in milliseconds since the epoch. */
export interface NodesSeen {
  readonly at: number;
  readonly ready: readonly string[];
}

/** Everything an observer has seen so far, in the order it was seen. */
export interface SampleLog {
  readonly samples: readonly Sample[];
  readonly nodes: readonly NodesSeen[];
  /** Resolves when anything is added after the call. */
  changed(): Promise<void>;
}

export interface GrowingSampleLog extends SampleLog {
  add(sample: Sample): void;
  addNodes(nodes: NodesSeen): void;
}

/** Starts empty, or with what an earlier observer of the same cell saw. */
export function sampleLog(before?: SampleLog): GrowingSampleLog {
  const samples = [...(before?.samples ?? [])];
  const nodes = [...(before?.nodes ?? [])];
  let waiters: (() => void)[] = [];
  const addTo =
    <T>(list: T[]) =>
    (seen: T) => {
      list.push(seen);
      const awake = waiters;
      waiters = [];
      for (const resolve of awake) resolve();
    };
  return {
    samples,
    nodes,
    changed: () => new Promise((resolve) => waiters.push(resolve)),
    add: addTo(samples),
    addNodes: addTo(nodes),
  };
}
