/**
 * Tells watches to begin anew. A watch through a node's port forwarding notices only after seconds that its API server has been
 * replaced, and what happened meanwhile is not in the list it then takes: a cordon that lasts for milliseconds would not be seen.
 */
export interface Relists {
  /** A watch takes part until `signal` is aborted. */
  join(signal: AbortSignal): Relist;
  /** Every watch drops its connection; resolves once each has listed anew, after which it misses nothing. */
  relist(): Promise<void>;
}

/** One watch's side of it. */
interface Relist {
  /** To be asked at the start of each round. */
  next(): {
    /** The round before was ended by a relist: what it knew is not to be carried on from. */
    readonly isNew: boolean;
    /** Ends the round: by a relist, or with the watch. */
    readonly signal: AbortSignal;
    /** The collection has been listed in this round. */
    readonly listed: () => void;
  };
}

interface Watching {
  /** Aborted by a relist until the next round begins. */
  round: AbortController;
  listed: PromiseWithResolvers<void>;
}

export function relists(): Relists {
  const watches = new Set<Watching>();
  return {
    join: (signal) => {
      const each: Watching = { round: new AbortController(), listed: Promise.withResolvers() };
      watches.add(each);
      const leave = () => {
        watches.delete(each);
        each.listed.resolve();
      };
      signal.addEventListener("abort", leave, { once: true });
      return {
        next: () => {
          const { listed } = each;
          const isNew = each.round.signal.aborted;
          if (isNew) each.round = new AbortController();
          return {
            isNew,
            signal: AbortSignal.any([signal, each.round.signal]),
            listed: () => listed.resolve(),
          };
        },
      };
    },
    relist: async () => {
      const all = [...watches];
      for (const each of all) {
        each.listed = Promise.withResolvers();
        each.round.abort();
      }
      await Promise.all(all.map(({ listed }) => listed.promise));
    },
  };
}
