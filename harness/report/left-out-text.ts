import type { LeftOut } from "../plan/left-out.ts";
import { cellCount } from "./cell-words.ts";

/**
 * "67 cells left out by profile default; run --profile full has them". What there were no minutes for is named by its scenarios: `matrix.json` and `plan -o json` have each cell. No line where nothing is
 * left out.
 */
export function leftOutLines(
  leftOut: readonly LeftOut[],
  profile: string,
  minutes: number | undefined,
): readonly string[] {
  const [byProfile, byBudget] = (["profile", "budget"] as const).map((by) =>
    leftOut.filter((each) => each.by === by).map(({ cell }) => cell),
  );
  const has = `run --profile full${profile === "full" ? " without --budget" : ""} has them`;
  return [
    ...(byProfile?.length ? [`${cellCount(byProfile.length)} left out by profile ${profile}; ${has}`] : []),
    ...(byBudget?.length
      ? [
          `${cellCount(byBudget.length)} left out to end within ${minutes} minutes: ${byScenario(byBudget)}; ${has}`,
        ]
      : []),
  ];
}

/** "bad-flag-pair 3, kubelet-secure-port 1". */
function byScenario(cells: readonly string[]): string {
  const scenarios = Map.groupBy(cells, (cell) => cell.slice(0, cell.indexOf("/")));
  return [...scenarios].map(([scenario, own]) => `${scenario} ${own.length}`).join(", ");
}
