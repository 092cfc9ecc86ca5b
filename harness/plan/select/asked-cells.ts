import { indispensableImage } from "../../../stacks/clusters/released-images.ts";
import type { Platform, Scenario } from "../../scenario/types.ts";
import { UsageError } from "../../usage-error.ts";
import { platformName } from "../cell-platform.ts";
import type { Depth } from "../depth.ts";
import type { Healings } from "../healing.ts";
import { type Point, scenarioAt } from "../point.ts";
import { withHealings } from "../with-healings.ts";
import { depthIn, type Profile, QUICK_TAG } from "./profile.ts";
import { type Question, questionsOf } from "./questions.ts";
import { selectCells } from "./select-cells.ts";
import type { Candidate } from "./terms.ts";

export interface Asked {
  readonly selectors: readonly string[];
  readonly profile: Profile;
  /** Without it as the profile has it. */
  readonly depth?: Depth | undefined;
  readonly at: readonly Point[];
  /** Nothing but these cells, by id. */
  readonly only?: ReadonlySet<string> | undefined;
}

/** Whether cells are named: then none of them is left out but by an express budget. */
export function namesCells({ selectors, only }: Pick<Asked, "selectors" | "only">): boolean {
  return only !== undefined || selectors.some((selector) => !selector.startsWith("!"));
}

/** `picked` in catalog order, and the cells that the full profile has beside them. @throws UsageError where there are none. */
export function askedCells(scenarios: readonly Scenario[], asked: Asked, healings: Healings) {
  const { profile, selectors, at, only, depth = depthIn(profile) } = asked;
  if (profile === "quick" && namesCells(asked))
    throw new UsageError(
      `--profile quick says itself which cells: leave out ${selectors.join(" ")}, or the profile, which cuts nothing that is named`,
    );
  const there = scenarios.map((scenario) => scenarioAt(scenario, at));
  const cellsAt = (each: Depth) =>
    withHealings(onlyThose(selectCells(there, selectors, each), only), healings);
  const whole = cellsAt(asked.depth ?? depthIn("full"));
  const held = (profile === "quick" ? cellsAt(depth) : whole).filter(
    ({ cell }) => profile === "full" || cell.profile === undefined,
  );
  if (held.length === 0)
    throw new UsageError(`nothing but ${platforms(whole)} is selected, which only --profile full runs`);
  const picked = profile === "full" || namesCells(asked) ? held : chosen(held, scenarios, { profile, at });
  if (picked.length === 0)
    throw new UsageError(
      profile === "quick"
        ? `no scenario that is selected has the tag ${QUICK_TAG}, of which --profile quick runs cells`
        : `nothing that is selected is on a platform of --profile ${profile}; --profile full has all of them`,
    );
  const ids = new Set(picked.map(({ cell }) => cell.id));
  return { picked, leftOut: whole.filter(({ cell }) => !ids.has(cell.id)) };
}

function platforms(candidates: readonly Candidate[]): string {
  return [...new Set(candidates.map(({ cell }) => platformName(cell.platform)))].join(", ");
}

function chosen(
  candidates: readonly Candidate[],
  scenarios: readonly Scenario[],
  { profile, at }: Pick<Asked, "profile" | "at">,
): readonly Candidate[] {
  const platforms = new Map(
    scenarios.map((scenario) => {
      // A vCluster that is asked for is one of the scenario's platforms, by default or not.
      const isAsked = at.some(({ vcluster }) => vcluster !== undefined);
      const few = isAsked ? scenario : { ...scenario, platforms: defaultPlatforms(scenario) };
      return [scenario.id, scenarioAt(few, at).platforms.map(platformName)];
    }),
  );
  const own = candidates.filter(
    ({ scenario, cell }) =>
      (profile === "default" || scenario.tags.includes(QUICK_TAG)) &&
      platforms.get(scenario.id)?.includes(platformName(cell.platform)),
  );
  const kept = new Set(
    questionsOf(own)
      .flatMap((questions) => questions.filter(({ is }) => isIn(is, profile)))
      .flatMap(({ cells }) => cells),
  );
  return own.filter((candidate) => kept.has(candidate));
}

const isIn = (is: Question["is"], profile: Profile) =>
  ["first fix", "misleading", "control"].includes(is) ||
  (profile === "default" && ["further fix", "nothing"].includes(is));

/** The first that can be had on every machine, and the reported one where only its image makes it: it costs nothing where that is not had. */
function defaultPlatforms({ platforms }: Scenario): readonly Platform[] {
  const first = platforms.find((platform) => indispensableImage(platform) === undefined) ?? platforms[0];
  const isDefault = (platform: Platform) =>
    platform === first || (indispensableImage(platform) !== undefined && platform.fidelity === "reported");
  return platforms.filter(isDefault);
}

/** @throws UsageError for one that there is not. */
function onlyThose(
  selected: readonly Candidate[],
  only: ReadonlySet<string> | undefined,
): readonly Candidate[] {
  if (!only) return selected;
  const there = new Set(selected.map(({ cell }) => cell.id));
  const gone = [...only].find((id) => !there.has(id));
  if (gone !== undefined) throw new UsageError(`there is no cell ${gone} any more; see faultline list`);
  return selected.filter(({ cell }) => only.has(cell.id));
}
