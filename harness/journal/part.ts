import { ofType } from "./each-line.ts";

/**
 * What a reader asks of a journal: its outline is all but the samples, which are nearly all of it, and what other shards have; its
 * verdicts are that without what was changed, done by hand and asked for evidence; elsewhere is what other shards have alone.
 */
export type Part = "outline" | "verdicts" | "elsewhere";

const isElsewhere = ofType('run.elsewhere"');
const isLeftOut = ofType('sample"', 'run.elsewhere"');
const isOfVerdicts = ofType("phase.", "cell.", "run.");

const PARTS: Readonly<Record<Part, ReturnType<typeof ofType>>> = {
  outline: (piece, from, to) => from < to && !isLeftOut(piece, from, to),
  verdicts: (piece, from, to) => isOfVerdicts(piece, from, to) && !isElsewhere(piece, from, to),
  elsewhere: isElsewhere,
};

/** Whether a line belongs to the part, by its bytes; an empty one to none. */
export function isOf(part: Part): ReturnType<typeof ofType> {
  return PARTS[part];
}
