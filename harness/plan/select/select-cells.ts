import { distance } from "fastest-levenshtein";
import type { Scenario } from "../../scenario/types.ts";
import { UsageError } from "../../usage-error.ts";
import { platformName } from "../cell-platform.ts";
import type { Depth } from "../depth.ts";
import { type Candidate, candidatesOf, matcherOf, threadOf } from "./terms.ts";

/**
 * The cells any of the selectors picks, in catalog order; all of them when none is given. Only-negative selections start from
 * everything.
 * @throws UsageError, with the nearest names, for a selector that picks nothing.
 */
export function selectCells(
  scenarios: readonly Scenario[],
  selectors: readonly string[],
  depth: Depth = "default",
): readonly Candidate[] {
  const all = candidatesOf(scenarios, depth);
  const negative = selectors.filter((selector) => selector.startsWith("!"));
  const positive = selectors.filter((selector) => !selector.startsWith("!"));
  for (const selector of [...positive, ...negative.map((each) => each.slice(1))]) {
    if (!all.some(conjunction(selector)))
      throw new UsageError(notThere(scenarios, selector) ?? nothingMatches(all, selector));
  }
  const [wanted, kept] = [positive.map(conjunction), negative.map(conjunction)];
  const rest = all.filter(
    (candidate) =>
      (wanted.length === 0 || wanted.some((matches) => matches(candidate))) &&
      kept.every((matches) => matches(candidate)),
  );
  if (rest.length === 0 && selectors.length > 0) {
    throw new UsageError(
      `${selectors.map((each) => `"${each}"`).join(" ")} leaves no cell; see faultline list`,
    );
  }
  return rest;
}

/** A leading "!" turns the whole selector round, however many terms it joins. */
function conjunction(selector: string): (candidate: Candidate) => boolean {
  const negated = selector.startsWith("!");
  const terms = (negated ? selector.slice(1) : selector).split(",").map(matcherOf);
  return (candidate) => terms.every((matches) => matches(candidate)) !== negated;
}

/** A scenario that there is, but with nothing of what is asked for: no vCluster where a Helm is. */
function notThere(scenarios: readonly Scenario[], selector: string): string | undefined {
  const [named = ""] = selector.split("/");
  const found = scenarios.find(({ id, platforms }) => id === named && platforms.length === 0);
  return found && `${found.id} has no platform that the versions asked for go with: leave it or --at out`;
}

function nothingMatches(all: readonly Candidate[], selector: string): string {
  const near = nearest(selector, all).join(" or ");
  return `no scenario matches "${selector}"; ${near ? `did you mean ${near}?` : (elsewhere(selector) ?? "see faultline list")}`;
}

/** What picks among the versions that are planned does not bring another one; and not every report has a scenario. */
function elsewhere(selector: string): string | undefined {
  if (threadOf(selector))
    return "docs/modes.md says why some failure modes have no scenario, and `faultline new <thread>` begins one";
  const [, component, version = ""] =
    /(?:^|,)(kubernetes|metrics-server|vcluster|helm):(\S*)/.exec(selector) ?? [];
  return (
    component &&
    `at another version it runs with --at ${component}=${version.replace(/^\D+/, "") || "<version>"}`
  );
}

const SUGGESTIONS = 3;

/**
 * Known names in the order of likeness: those that contain the text, or differ in a third of its letters at most. A thread of another
 * number is another thread, but for a slip of one digit.
 */
function nearest(text: string, all: readonly Candidate[]): readonly string[] {
  const known = all.flatMap(({ scenario, cell }) => [
    scenario.id,
    scenario.mode,
    `${scenario.id}/${cell.fix}`,
    `platform:${platformName(cell.platform)}`,
    ...scenario.sources.flatMap(({ ref }) => (threadOf(ref) ? [ref] : [])),
    ...scenario.tags.map((tag) => `tag:${tag}`),
  ]);
  const wanted = text.toLowerCase();
  const number = threadOf(text)?.replace(/^.*#/, "#");
  const slips = (name: string) => (number && !name.endsWith(number) ? 1 : Math.max(2, name.length / 3));
  return [...new Set(known)]
    .map((name) => ({
      name,
      away: distance(wanted, name.toLowerCase()),
      part: name.toLowerCase().includes(wanted),
    }))
    .filter(({ away, part, name }) => part || away <= slips(name))
    .toSorted((a, b) => Number(b.part) - Number(a.part) || a.away - b.away)
    .slice(0, SUGGESTIONS)
    .map(({ name }) => name);
}
