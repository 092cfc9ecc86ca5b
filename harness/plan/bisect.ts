import { compare, gt, lte } from "semver";
import { UsageError } from "../usage-error.ts";
import { ASKED_FOR, type Point, pointText } from "./point.ts";

/** The points between two that differ in the version of one component, the two among them, in its order. */
export interface Steps {
  readonly component: string;
  readonly versions: readonly string[];
  readonly at: (version: string) => Point;
}

/** @throws UsageError where the two differ in none or several components, or the second has the earlier version. */
export function stepsBetween(from: Point, to: Point): Steps {
  const differing = ASKED_FOR.filter(({ meant }) => meant(from) !== meant(to));
  const [asked, ...others] = differing;
  const [first, last] = [asked?.meant(from), asked?.meant(to)];
  if (!asked || others.length > 0 || first === undefined || last === undefined)
    throw new UsageError(
      `--bisect looks for the version of one component, and ${pointText(from)} and ${pointText(to)} differ in ${differing.map(({ component }) => component).join(" and ") || "none"}: name one in both`,
    );
  if (!gt(last, first))
    throw new UsageError(
      `--bisect goes from an earlier version to a later one: ${last} is not later than ${first}`,
    );
  const between = asked.versions.filter((version) => gt(version, first) && lte(version, last));
  return {
    component: asked.component,
    versions: [first, ...between.toSorted(compare)],
    at: (version) => ({ ...from, ...asked.point(version) }),
  };
}

/**
 * The first of the versions that differs from the one at their beginning, where the last one does: at most as many looks as the
 * logarithm of their number to the base of two, rounded up.
 */
export async function firstToDiffer(
  versions: readonly string[],
  differs: (version: string) => Promise<boolean>,
): Promise<string> {
  let [same, other] = [0, versions.length - 1];
  while (other - same > 1) {
    const middle = (same + other) >> 1;
    if (await differs(String(versions[middle]))) other = middle;
    else same = middle;
  }
  return String(versions[other]);
}
