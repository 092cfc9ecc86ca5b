import { cellsOf } from "../plan/cells.ts";
import type { Healings } from "../plan/healing.ts";
import { withHealings } from "../plan/with-healings.ts";
import type { Problem } from "../scenario/load/problem.ts";
import type { Scenario, Touch } from "../scenario/types.ts";
import { longestSeconds } from "./longest.ts";
import { type Look, looksOf } from "./looks.ts";
import { type Step, stepsOn, takesBack, unusedTouches } from "./steps.ts";

/** What a scenario would do, worked out without a cluster. */
export interface Checked {
  readonly scenario: Scenario;
  readonly steps: readonly Step[];
  /** On its first platform. */
  readonly looks: readonly Look[];
  readonly cells: readonly CheckedCell[];
  readonly problems: readonly Problem[];
}

interface CheckedCell {
  readonly id: string;
  readonly estimateSeconds: number;
  readonly longestSeconds: number;
}

/** `healings` are those of its folder: they say how long a control is watched. */
export async function checkScenario(scenario: Scenario, healings: Healings): Promise<Checked> {
  const steps: Step[] = [];
  for (const platform of scenario.platforms) steps.push(...(await stepsOn(scenario, platform)));
  const [first] = scenario.platforms;
  const candidates = cellsOf(scenario).map((cell) => ({ scenario, cell }));
  return {
    scenario,
    steps,
    looks: first ? looksOf(scenario, scenario.healthy(first)) : [],
    cells: withHealings(candidates, healings).map(({ cell }) => ({
      id: cell.id,
      estimateSeconds: cell.estimateSeconds,
      longestSeconds: longestSeconds(scenario, cell),
    })),
    problems: [...flaws(scenario, steps), ...unused(steps)],
  };
}

function flaws({ platforms }: Scenario, steps: readonly Step[]): readonly Problem[] {
  return steps.flatMap(({ flaw, path, platform }) => {
    if (flaw === null) return [];
    const where = platforms.length > 1 ? ` (on ${platform})` : "";
    return [{ path, message: `${flaw}${where}` }];
  });
}

function unused(steps: readonly Step[]): readonly Problem[] {
  const own = steps.filter((step) => !takesBack(step));
  return [...Map.groupBy(own, ({ name }) => name).values()].flatMap((same) => {
    const [step] = same;
    if (!step || same.some(({ flaw }) => flaw !== null)) return [];
    return unusedTouches(same).map((touch) => ({
      path: [...step.path, step.allowed.indexOf(touch)],
      message: `the ${step.name} does not touch ${touchText(touch)}, which it declares`,
    }));
  });
}

/** "Deployment spec.replicas", "Job kube-system/one": what a declaration is of. */
export function touchText({ resource, name, path }: Touch): string {
  return [resource, name, path || (name ? "" : "as a whole")].filter(Boolean).join(" ");
}
