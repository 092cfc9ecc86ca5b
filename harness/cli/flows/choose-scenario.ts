import { EXIT_CODES } from "../../../base/exit-codes.ts";
import { FaultlineError } from "../../../base/faultline-error.ts";
import { indispensableImage } from "../../../stacks/clusters/released-images.ts";
import type { CliContext } from "../../context.ts";
import { platformName, platformText } from "../../plan/cell-platform.ts";
import { loadHealings } from "../../plan/load-measured.ts";
import { missingImageObstacle } from "../../plan/obstacle.ts";
import { askedCells } from "../../plan/select/asked-cells.ts";
import type { Profile } from "../../plan/select/profile.ts";
import { selectCells } from "../../plan/select/select-cells.ts";
import { refuseUnfilled } from "../../scenario/load/fill-ins.ts";
import { loadCatalog, loadScenarios } from "../../scenario/load/load.ts";
import type { Platform, Scenario, Source } from "../../scenario/types.ts";

/** A scenario on one of its platforms. */
export interface Choice<S = Scenario> {
  readonly scenario: S;
  readonly platform: Platform;
}

/** Nothing of what was asked for can be stood up on this machine; the message says what is missing. */
class NothingRunnable extends FaultlineError {
  readonly code = "NOTHING_RUNNABLE";
  readonly exit = EXIT_CODES.environment.code;
}

/** The scenarios of which the selectors name a cell; all when there is none. */
export async function selectedScenarios(
  context: CliContext,
  selectors: readonly string[],
): Promise<readonly Scenario[]> {
  const loaded = await loadScenarios(context.scenarios);
  const cells = selectCells(
    loaded.map(({ scenario }) => scenario),
    selectors,
  );
  return [...new Set(cells.map(({ scenario }) => scenario))];
}

/** The same with no more of their platforms and fixes than a profile of `run` has. */
export async function scenariosIn(
  context: CliContext,
  selectors: readonly string[],
  profile: Profile,
): Promise<readonly Scenario[]> {
  const loaded = await loadCatalog(context.scenarios);
  const asked = { selectors, profile, at: [] };
  const { picked } = askedCells(loaded, asked, await loadHealings(context.scenarios));
  const cells = Map.groupBy(picked, ({ scenario }) => scenario.id);
  return loaded.flatMap((scenario) => {
    const own = cells.get(scenario.id) ?? [];
    const [platforms, fixes] = [
      scenario.platforms.filter((each) =>
        own.some(({ cell }) => platformName(cell.platform) === platformName(each)),
      ),
      scenario.fixes.filter(({ id }) => own.some(({ cell }) => cell.fix === id)),
    ];
    return own.length > 0 ? [{ ...scenario, platforms, fixes }] : [];
  });
}

/**
 * What a selector may mean, best first: of a thread's scenarios the one with the shortest name whose report it is, on the reported
 * platform before another, as `platformChoices` has them.
 */
export async function choicesFor(selector: string, context: CliContext): Promise<readonly Choice[]> {
  const candidates = await selectedScenarios(context, [selector]);
  await refuseUnfilled(
    context.scenarios,
    candidates.map(({ id }) => id),
  );
  const others = ({ sources }: Scenario) => (sources.some(reports(selector)) ? 0 : 1);
  const ranked = candidates.toSorted((a, b) => others(a) - others(b) || a.id.length - b.id.length);
  return platformChoices(ranked);
}

/** Scenarios on their platforms, of each the reported ones first. Ends with the first choice that this machine can always make. */
export function platformChoices<S extends Pick<Scenario, "platforms">>(
  scenarios: readonly S[],
): readonly Choice<S>[] {
  const choices = scenarios.flatMap((scenario) =>
    scenario.platforms
      .toSorted((a, b) => Number(isOther(a)) - Number(isOther(b)))
      .map((platform) => ({ scenario, platform })),
  );
  const sure = choices.findIndex(({ platform }) => indispensableImage(platform) === undefined);
  return sure < 0 ? choices : choices.slice(0, sure + 1);
}

/** The first choice that the images allow; says on stderr what it passes over. @throws NothingRunnable. */
export function firstRunnable<S extends Pick<Scenario, "id">>(
  choices: readonly Choice<S>[],
  missingImages: readonly string[],
  stderr: NodeJS.WritableStream,
): Choice<S> {
  const obstacle = missingImageObstacle(missingImages);
  const reasons: string[] = [];
  for (const choice of choices) {
    const { scenario, platform } = choice;
    const name = `${scenario.id} on ${platformText(platform)} (${platform.fidelity})`;
    const reason = obstacle({ platform });
    if (reason === undefined) {
      if (choices.length > 1) stderr.write(`faultline: reproducing ${name}\n`);
      return choice;
    }
    stderr.write(`faultline: not ${name}: ${reason}\n`);
    reasons.push(reason);
  }
  throw new NothingRunnable([...new Set(reasons)].join("; "));
}

const reports = (selector: string) => (source: Source) =>
  source.kind === "report" && selector.toLowerCase().includes(source.ref.toLowerCase());

const isOther = ({ fidelity }: Platform): boolean => fidelity !== "reported";
