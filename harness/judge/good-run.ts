/** The looks after the last bad one: all good, ending with the latest look. */
export interface GoodRun {
  /** When the first good look of the run was known, ms since the epoch. */
  readonly since: number;
  /** When the last one was known. */
  readonly last: number;
  readonly looks: number;
}

/** The run of good looks that `looks` ends with, or null if it ends with a bad one or is empty. */
export function goodRun<L>(
  looks: readonly L[],
  isGood: (look: L) => boolean,
  at: (look: L) => number,
): GoodRun | null {
  const afterLastBad = looks.slice(looks.findLastIndex((look) => !isGood(look)) + 1);
  const first = afterLastBad[0];
  const last = afterLastBad.at(-1);
  return first === undefined || last === undefined
    ? null
    : { since: at(first), last: at(last), looks: afterLastBad.length };
}
