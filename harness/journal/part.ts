import { ofType } from "./each-line.ts";

/**
 * What a reader asks of a journal: its outline is all but the samples, which are nearly all of it; its verdicts are that without what
 * was changed, done by hand and asked for evidence.
 */
export type Part = "outline" | "verdicts";

const isSample = ofType('sample"');
const ofVerdicts = ["phase.", "cell.", "run."].map(ofType);

/** Whether a line belongs to the part, by its bytes; an empty one to none. */
export function isOf(part: Part): ReturnType<typeof ofType> {
  if (part === "outline") return (piece, from, to) => from < to && !isSample(piece, from, to);
  return (piece, from, to) => ofVerdicts.some((isThat) => isThat(piece, from, to));
}
