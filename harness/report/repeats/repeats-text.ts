import { duration } from "../duration.ts";
import type { MatrixCell } from "../matrix-schema.ts";
import type { Spread } from "./repeats-schema.ts";

/** "4 of 5 attempts as expected: flake rate 20 % (95 %: 4 % to 62 %); to symptom 12.0 s (11.0 s to 14.0 s)"; nothing of a cell that was not repeated. */
export function repeatsText({ repeats }: MatrixCell): string | undefined {
  if (!repeats) return undefined;
  const { attempts, asExpected, flakeRate, timeToSymptomMs, timeToRecoveryMs } = repeats;
  const { share, low, high } = flakeRate;
  return [
    `${asExpected} of ${attempts} attempts as expected: flake rate ${percent(share)} (95 %: ${percent(low)} to ${percent(high)})`,
    ...spreadText("to symptom", timeToSymptomMs),
    ...spreadText("to recovery", timeToRecoveryMs),
  ].join("; ");
}

const percent = (share: number) => `${Math.round(share * 100)} %`;

function spreadText(what: string, spread: Spread): readonly string[] {
  if (!spread) return [];
  return [`${what} ${duration(spread.median)} (${duration(spread.least)} to ${duration(spread.most)})`];
}
