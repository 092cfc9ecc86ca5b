import { ofType } from "./each-line.ts";

/**
 * What a reader asks of a journal: its outline is all but the samples, which are nearly all of it; its verdicts are that without what
 * was changed, done by hand and asked for evidence.
 */
export type Part = "outline" | "verdicts";

const isSample = ofType('sample"');
const isOfVerdicts = ofType("phase.", "cell.", "run.");

/** Whether a line belongs to the part, by its bytes; an empty one to none. */
export function isOf(part: Part): ReturnType<typeof ofType> {
  return part === "verdicts" ? isOfVerdicts : (piece, from, to) => from < to && !isSample(piece, from, to);
}
