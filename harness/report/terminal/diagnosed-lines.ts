import { oneLine } from "../clean-text.ts";
import type { Diagnosed, Named } from "../diagnosed.ts";
import { duration } from "../duration.ts";

/** How often the diagnoses of a run were right, and each that was not. */
export function diagnosedLines({ faulty, healthy, falsely, p95Ms, mostRequests }: Diagnosed): string[] {
  const count = (how: Named) => faulty.filter(({ named }) => named === how).length;
  const [alike, later] = [count("first, as one that cannot be told from it"), count("among the first three")];
  const first = count("first") + alike;
  const share = faulty.length === 0 ? "" : ` (${((100 * first) / faulty.length).toFixed(1)} %)`;
  return [
    `diagnosed  ${first} of ${faulty.length} faulty stands by their fault first${share}, ${alike} of them as one that cannot be told from it, ${later} more among the first three; ${falsely.length} of ${healthy} healthy ones as anything else; 95 of 100 looks within ${duration(p95Ms)}, at most ${mostRequests} requests`,
    ...faulty
      .filter(({ named }) => named === "no" || named === "among the first three")
      .map(({ cell, codes, reason }) => `  ${oneLine(cell)}: ${oneLine(codes.join(", ") || reason)}`),
    ...falsely.map(({ cell, reason }) => `  ${oneLine(cell)}, healthy: ${oneLine(reason)}`),
  ];
}
