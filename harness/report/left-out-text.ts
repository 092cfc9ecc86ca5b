import type { LeftOut } from "../plan/left-out.ts";

/**
 * "67 cells left out by profile default; run --profile full has them". What there were no minutes for is named. No line where nothing is
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
    ...(byProfile?.length ? [`${cells(byProfile)} left out by profile ${profile}; ${has}`] : []),
    ...(byBudget?.length
      ? [`${cells(byBudget)} left out to end within ${minutes} minutes: ${byBudget.join(", ")}; ${has}`]
      : []),
  ];
}

function cells({ length }: readonly string[]): string {
  return `${length} cell${length === 1 ? "" : "s"}`;
}
