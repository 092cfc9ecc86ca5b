/**
 * How far a judgement over samples has come. `waiting` and `holding` ask for more samples; deadlines are inside the
 * judgement, so that it always ends.
 */
export type Progress<T> =
  | { readonly state: "waiting"; readonly note: string }
  /** `settlesAt` (ms since the epoch): a probe after this moment makes it certain if it shows what the ones before did. */
  | { readonly state: "holding"; readonly note: string; readonly settlesAt?: number }
  | { readonly state: "done"; readonly result: T }
  /** `away`: nobody was there to answer, which says nothing of what is judged. */
  | { readonly state: "failed"; readonly reason: string; readonly away?: boolean };

/** Milliseconds as a person reads them: "12.3 s". */
export function inSeconds(ms: number): string {
  return `${(ms / 1_000).toFixed(1)} s`;
}
