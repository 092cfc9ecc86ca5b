import type { StandSpec } from "../../stacks/spec.ts";
import { scenarioNeeds } from "../plan/component-needs.ts";
import { isTriedOn } from "../scenario/expectation.ts";
import { scenarioOn } from "../scenario/scenario-on.ts";
import type { Fault, Fix, Platform, Scenario, Symptom } from "../scenario/types.ts";

/** A scenario as its file is now, without its functions: what they give on each platform. It can be sent from another process. */
export interface Draft {
  readonly id: string;
  readonly title: string;
  readonly platforms: readonly Platform[];
  readonly on: readonly DraftOn[];
}

/** The same on one platform. */
export interface DraftOn {
  readonly platform: Platform;
  /** Of the toolchain, for all of its states. */
  readonly components: readonly string[];
  readonly healthy: StandSpec;
  readonly faulty: StandSpec;
  readonly fault: Omit<Fault, "edit" | "again">;
  readonly symptom: Symptom;
  /** Those that are tried on this platform. */
  readonly fixes: readonly DraftFix[];
  /** What a scenario has beside these, for people. */
  readonly said: Omit<Scenario, "healthy" | "fault" | "symptom" | "fixes" | "platforms">;
}

interface DraftFix extends Omit<Fix, "edit" | "afterwards"> {
  readonly fixed: StandSpec;
  readonly afterwards?: Omit<NonNullable<Fix["afterwards"]>, "edit"> & { readonly spec: StandSpec };
}

/** Runs a scenario's functions on all its platforms. */
export function draftOf(scenario: Scenario): Draft {
  const { id, title, platforms } = scenario;
  return { id, title, platforms, on: platforms.map((platform) => evaluated(scenario, platform)) };
}

function evaluated(scenario: Scenario, platform: Platform): DraftOn {
  const { healthy: make, fault, fixes, symptom, platforms: _, ...said } = scenarioOn(scenario, platform);
  const { edit, again: __, ...rest } = fault;
  const healthy = make(platform);
  const faulty = edit(healthy);
  return {
    platform,
    components: scenarioNeeds(scenario, platform),
    healthy,
    faulty,
    fault: rest,
    symptom,
    fixes: fixes.filter((fix) => isTriedOn(fix, platform)).map((fix) => fixOf(fix, faulty)),
    said,
  };
}

function fixOf({ edit, afterwards, ...rest }: Fix, faulty: StandSpec): DraftFix {
  const fixed = edit(faulty);
  if (!afterwards) return { ...rest, fixed };
  const { edit: later, ...declared } = afterwards;
  return { ...rest, fixed, afterwards: { ...declared, spec: later(fixed) } };
}

/** A scenario again, on that platform alone: its functions give what the file's gave. */
export function scenarioOf({ platform, healthy, faulty, fault, symptom, fixes, said }: DraftOn): Scenario {
  return {
    ...said,
    platforms: [platform],
    healthy: () => healthy,
    fault: { ...fault, edit: () => faulty },
    symptom,
    fixes: fixes.map(({ fixed, afterwards, ...fix }) => {
      if (!afterwards) return { ...fix, edit: () => fixed };
      const { spec, allowedChanges } = afterwards;
      return { ...fix, edit: () => fixed, afterwards: { edit: () => spec, allowedChanges } };
    }),
  };
}
