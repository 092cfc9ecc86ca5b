import { UsageError } from "../../usage-error.ts";
import { type Question, questionsOf, tellsPerMinute } from "./questions.ts";
import type { Candidate } from "./terms.ts";

/**
 * The candidates without those that tell least for each minute, as few as have to go until the rest `fits`. Of a scenario its first fix
 * goes last, because without a healing a control proves nothing.
 * @throws UsageError where not even one fits.
 */
export function withinBudget(
  candidates: readonly Candidate[],
  minutes: number,
  fits: (kept: readonly Candidate[]) => boolean,
): readonly Candidate[] {
  const leaving = questionsOf(candidates)
    .flatMap(ranked)
    .toSorted((a, b) => a.rank - b.rank || b.place - a.place);
  const without = (many: number) => {
    const gone = new Set(leaving.slice(0, many).flatMap(({ question }) => question.cells));
    return candidates.filter((each) => !gone.has(each));
  };
  // The fewest by halving: what is left takes hardly ever longer than what it was part of.
  let [least, most] = [0, leaving.length];
  while (least < most) {
    const many = Math.floor((least + most) / 2);
    if (fits(without(many))) most = many;
    else least = many + 1;
  }
  const kept = without(most);
  if (kept.length > 0 || candidates.length === 0) return kept;
  throw new UsageError(
    `no cell can be built for and run within ${minutes} minutes; --budget takes more, and faultline toolchain build builds beforehand`,
  );
}

function ranked(questions: readonly Question[]) {
  const first = questions[0] ? tellsPerMinute(questions[0]) : 0;
  return questions.map((question, place) => ({
    question,
    place,
    rank: Math.min(first, tellsPerMinute(question)),
  }));
}
