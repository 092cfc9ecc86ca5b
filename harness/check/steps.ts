import { isDeepStrictEqual } from "node:util";
import type { StandSpec } from "../../stacks/spec.ts";
import type { ResourceChange } from "../journal/events.ts";
import { changesBack, flawOfChanges, undeclaredChanges } from "../judge/allowed-changes.ts";
import { platformName } from "../plan/cell-platform.ts";
import { takenBackAt } from "../plan/depth.ts";
import { commandLine } from "../scenario/command-line.ts";
import { isTriedOn } from "../scenario/expectation.ts";
import type { Problem } from "../scenario/load/problem.ts";
import type { Act, Platform, Scenario, Touch } from "../scenario/types.ts";
import { changesBetween } from "../stand/changes-between.ts";

/** One change of the program that a cell makes, as it would be made on one platform. */
export interface Step {
  /** "fault", "fix <id>", "fix <id>, afterwards", "fix <id>, taken back". */
  readonly name: string;
  readonly platform: string;
  /** What it declares, in the scenario. */
  readonly path: Problem["path"];
  readonly allowed: readonly Touch[];
  readonly changes: readonly ResourceChange[];
  /** What is typed after it. */
  readonly commands: readonly string[];
  /** It ends in the state that the scenario calls healthy. */
  readonly restores: boolean;
  /** More than it declares, or nothing where it declares something; else null. */
  readonly flaw: string | null;
}

const TAKEN_BACK = ", taken back";

/** Whether a step takes a fix back: it declares nothing of its own. */
export function takesBack({ name }: Pick<Step, "name">): boolean {
  return name.endsWith(TAKEN_BACK);
}

/** Every step of a scenario's cells on a platform, in order. */
export async function stepsOn(scenario: Scenario, platform: Platform): Promise<readonly Step[]> {
  const healthy = scenario.healthy(platform);
  const { fault } = scenario;
  const faulty = fault.edit(healthy);
  const broken = fault.again?.(faulty) ?? faulty;
  const takenBack = takenBackAt("relapse", scenario, platform).map(({ id }) => id);
  const step = async (
    name: string,
    path: Problem["path"],
    [before, after]: readonly [StandSpec, StandSpec],
    allowed: readonly Touch[],
    acts: readonly Act[] = [],
  ): Promise<Step> => {
    const changes = await changesBetween(before, after);
    const flaw = flawOfChanges(name, allowed, changes);
    const commands = acts.map(commandLine);
    const restores = isDeepStrictEqual(after, healthy);
    return { name, platform: platformName(platform), path, allowed, changes, commands, restores, flaw };
  };
  const steps = [
    await step("fault", ["fault", "allowedChanges"], [healthy, faulty], fault.allowedChanges, fault.act),
  ];
  for (const [index, fix] of scenario.fixes.entries()) {
    if (!isTriedOn(fix, platform)) continue;
    const { id, afterwards, allowedChanges, act } = fix;
    const at = ["fixes", index] as const;
    const fixed = fix.edit(faulty);
    steps.push(await step(`fix ${id}`, [...at, "allowedChanges"], [faulty, fixed], allowedChanges, act));
    if (afterwards) {
      const path = [...at, "afterwards", "allowedChanges"];
      const states = [fixed, afterwards.edit(fixed)] as const;
      steps.push(await step(`fix ${id}, afterwards`, path, states, afterwards.allowedChanges));
    }
    if (takenBack.includes(id)) {
      const back = changesBack(fault, fix);
      steps.push(await step(`fix ${id}${TAKEN_BACK}`, [...at, "allowedChanges"], [fixed, broken], back));
    }
  }
  return steps;
}

/** What a step declares and touches on none of its platforms: a declaration wider than the change hides what else it does. */
export function unusedTouches(steps: readonly Step[]): readonly Touch[] {
  const [first] = steps;
  return (first?.allowed ?? []).filter((touch) => {
    const rest = first?.allowed.filter((other) => other !== touch) ?? [];
    return steps.every(({ changes }) => undeclaredChanges(rest, changes).length === 0);
  });
}
