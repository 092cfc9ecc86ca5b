/** The probes after the last bad one: all good, ending with the latest probe. */
export interface GoodRun {
  /** When the first good probe of the run was known, ms since the epoch. */
  readonly since: number;
  /** When the last one was known. */
  readonly last: number;
  readonly probes: number;
}

/** The run of good probes that `probes` ends with, or null if it ends with a bad one or is empty. */
export function goodRun<L>(
  probes: readonly L[],
  isGood: (probe: L) => boolean,
  at: (probe: L) => number,
): GoodRun | null {
  const afterLastBad = probes.slice(probes.findLastIndex((probe) => !isGood(probe)) + 1);
  const first = afterLastBad[0];
  const last = afterLastBad.at(-1);
  return first === undefined || last === undefined
    ? null
    : { since: at(first), last: at(last), probes: afterLastBad.length };
}
